import { existsSync } from 'node:fs';
import { AppError } from '../../src/contract/errors.ts';
import { builtIns } from '../../src/data/built-ins.ts';
import { openStore } from '../../src/main/store/open.ts';
import { ensureBuiltIns } from '../../src/main/workbench/built-in-data-sets.ts';
import { openBulk } from './bulk.ts';
import type { SourceTable } from './draw-config.ts';
import { drawRuns } from './draw-runs.ts';
import { experimentNames } from './words.ts';
import { createRunWriter } from './write-runs.ts';

export interface GeneratorOptions {
  runs: number;
  /** of the runs, the newest: how many have points */
  withPoints: number;
  /** how many epochs those have */
  epochs: number;
  seed: number;
  /** when the newest run ended, in milliseconds since 1970 */
  until: number;
}

export const standardSize = { runs: 100_000, withPoints: 1000, epochs: 200, seed: 1 } as const;

/**
 * Makes a database of runs that nobody trained, with the application's own migrations. The same seed and end make the same runs.
 * `tell` hears what is being done. Throws `conflict` where the file exists, and what opening a store throws.
 */
export async function generateDatabase(
  path: string, options: Partial<GeneratorOptions> = {}, tell: (what: string) => void = () => {},
): Promise<{ runs: number; points: number }> {
  if (existsSync(path)) throw new AppError('conflict', `${path} exists already. Choose a new name, or replace it.`);
  const wanted: GeneratorOptions = { ...standardSize, until: Date.now(), ...options };
  await prepareFile(path);
  const bulk = openBulk(path, ['runs', 'run_configs', 'config_values', 'tags', 'notes', 'run_events', 'epochs', 'points', 'summaries']);
  try {
    const writer = createRunWriter(bulk);
    let written = 0;
    for (const run of drawRuns(wanted, sourceTables())) {
      writer.add(run);
      if (++written % 1000 === 0) tell(`${written.toLocaleString('en')} of ${wanted.runs.toLocaleString('en')} runs`);
    }
    const points = writer.finish();
    tell('indexes');
    bulk.finish();
    tell('');
    return { runs: written, points };
  } finally {
    bulk.close();
  }
}

/** What the runs refer to, made as the application makes it. */
async function prepareFile(path: string): Promise<void> {
  const store = await openStore(path);
  try {
    ensureBuiltIns(store, (detail) => { throw new Error(detail); });
    store.transaction(() => experimentNames.forEach((name) => store.experiments.ensure(name)));
  } finally {
    store.close();
  }
}

function sourceTables(): SourceTable[] {
  return builtIns.filter(({ task }) => task === 'classification').map(({ name, target, load }) => {
    const { rows, columns } = load();
    const labels = columns.find((column) => column.name === target);
    return { name, rows, inputs: columns.length - 1, classes: labels?.type === 'categorical' ? labels.categories.length : 2 };
  });
}
