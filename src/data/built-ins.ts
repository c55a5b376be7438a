import { createTableImporter } from './csv/importer.ts';
import { blobs } from './generators/blobs.ts';
import { circles } from './generators/circles.ts';
import { moons } from './generators/moons.ts';
import type { PointOptions } from './generators/points.ts';
import { spirals } from './generators/spirals.ts';
import { xor } from './generators/xor.ts';
import type { Table, Task } from './table.ts';
import { csv as digits } from './tables/digits.ts';
import { csv as iris } from './tables/iris.ts';
import { csv as wdbc } from './tables/wdbc.ts';
import { csv as wine } from './tables/wine.ts';
import { encodeUtf8 } from './web-encoding.ts';

/** A data set that comes with the app. */
export interface BuiltIn {
  name: string;
  title: string;
  source: string;
  licence: string;
  target: string;
  task: Task;
  /** SHA-256 of the published table as text; null for generated ones */
  textSha256: string | null;
  load(): Table;
}

const uci = 'CC BY 4.0';

/**
 * The published tables are inside the program, as modules that hold their text: so they load the same way from a bundle,
 * in a worker, in a test and when Node runs the sources. Their numbers are verbatim those of the tables that
 * scikit-learn 1.9.1 bundles, the column names are the UCI archive's.
 */
export const builtIns: readonly BuiltIn[] = [
  {
    name: 'wdbc', target: 'diagnosis',
    title: 'Breast Cancer Wisconsin (Diagnostic): cell nuclei in fine-needle aspirates of 569 breast masses; malignant (M) or benign (B)',
    source: 'W. Wolberg, N. Street, O. Mangasarian, 1995; UCI Machine Learning Repository', licence: uci,
    ...published(wdbc, 'e625156c38943b03f749477157b8c1e3aa0e564c4b4705abeadfdc4ace9e2acf'),
  },
  {
    name: 'digits', target: 'label',
    title: 'Optical Recognition of Handwritten Digits, test part: 1797 pictures of 8×8 pixels',
    source: 'E. Alpaydin, C. Kaynak, 1998; UCI Machine Learning Repository', licence: uci,
    ...published(digits, 'd7ff1341011182b7af3733b201a919cea2ffe00f25ff23ba48c5e791daffb498'),
  },
  {
    name: 'iris', target: 'species',
    title: 'Iris flowers: four measurements of 150 plants of three species, as R has the table (two rows differ from the UCI file)',
    source: 'R. A. Fisher, 1936', licence: 'public domain',
    ...published(iris, 'b6b8efc86732bc48c9fbddba53e2c191fd4f263c0ee98e2b1b7d3543e8d2121d'),
  },
  {
    name: 'wine', target: 'class',
    title: 'Wine: chemical analysis of 178 wines of three cultivars',
    source: 'M. Forina, S. Aeberhard, 1992; UCI Machine Learning Repository', licence: uci,
    ...published(wine, '1dcdd0ff3f6d5dd7c8f24bf342c7bce04a2fd27a08a4a685cb1da29af3f31a00'),
  },
  { name: 'xor', title: 'The corners of a square; opposite corners belong together', ...generated(xor, { rows: 400, noise: 0.1, seed: 1 }) },
  { name: 'moons', title: 'Two half moons that reach into each other', ...generated(moons, { rows: 400, noise: 0.15, seed: 1 }) },
  { name: 'circles', title: 'A circle within a circle', ...generated(circles, { rows: 400, noise: 0.08, seed: 1 }) },
  { name: 'spirals', title: 'Two spirals wound around each other', ...generated(spirals, { rows: 600, noise: 0.02, seed: 1 }) },
  { name: 'blobs', title: 'Three clouds of points', ...generated(blobs, { rows: 300, noise: 0.3, seed: 1 }) },
];

export function findBuiltIn(name: string): BuiltIn | null {
  return builtIns.find((builtIn) => builtIn.name === name) ?? null;
}

function published(csv: string, textSha256: string): Pick<BuiltIn, 'task' | 'textSha256' | 'load'> {
  return {
    task: 'classification',
    textSha256,
    load() {
      const importer = createTableImporter('built-in table');
      importer.write(encodeUtf8(csv));
      return importer.finish().table;
    },
  };
}

function generated(generate: (options: PointOptions) => Table, options: PointOptions): Omit<BuiltIn, 'name' | 'title'> {
  const { rows, noise, seed } = options;
  return {
    source: `generated: ${rows} rows, noise ${noise}, seed ${seed}`,
    licence: 'no rights reserved',
    target: 'class',
    task: 'classification',
    textSha256: null,
    load: () => generate(options),
  };
}
