import type { DataSetPreview, DataSetRows, ScatterSample } from '../../../contract/data-sets.ts';
import { associateWith } from '../../../data/association.ts';
import { createTableImporter, type TableImporter } from '../../../data/csv/importer.ts';
import { previewTable } from '../../../data/csv/preview.ts';
import type { Column } from '../../../data/table.ts';
import { scatter } from '../../../data/scatter.ts';
import { summariseSplit } from '../../../data/split/summary.ts';
import { AppError } from '../../../contract/errors.ts';
import { packColumn, unpackColumn } from '../../store/data-set-columns.ts';
import { tableSha256 } from '../content-hash.ts';
import { createRowPredictor } from './predict-rows.ts';
import type { FinishedImport, WorkInput, WorkName, WorkOutput } from './work.ts';

type Doers = { [N in WorkName]: (input: WorkInput<N>) => WorkOutput<N> | Promise<WorkOutput<N>> };

/** Does one piece of work after the other. Throws what the work throws: `DataError`s, and `AppError`s of damaged columns. */
export function createDoer(): <N extends WorkName>(name: N, input: WorkInput<N>) => Promise<WorkOutput<N>> {
  let importer: TableImporter | null = null;

  const doers: Doers = {
    begin({ fileName, options }) {
      importer = createTableImporter(fileName, options);
      return null;
    },
    write({ bytes }) {
      begun().write(bytes);
      return { rows: begun().progress.rows };
    },
    finish() {
      const reading = begun();
      importer = null;
      return finishImport(reading);
    },
    preview: ({ fileName, bytes, whole, options }): DataSetPreview => previewTable(fileName, bytes, whole, options),
    associate({ rows, columns, target, task }) {
      const associate = associateWith(unpackColumn(target, rows), task);
      return columns.map((column) => associate(unpackColumn(column, rows)));
    },
    scatter({ rows, x, y, colourBy, limit }): ScatterSample {
      const drawn = scatter(unpackColumn(x, rows), unpackColumn(y, rows), colourBy && unpackColumn(colourBy, rows), limit);
      const axis = ({ column, values, categories }: typeof drawn.x) => ({ column, values: bytesOf(values), categories: categories && shortened(categories) });
      return { rows: drawn.rows, x: axis(drawn.x), y: axis(drawn.y), classes: bytesOf(drawn.classes), classNames: shortened(drawn.classNames) };
    },
    // What reads all formats is loaded by those alone who need it: a thread for a table begins in half the time.
    readRuns: async ({ file, fileName }) => (await import('../read-run-file.ts')).readRunFile(file, fileName),
    split: ({ rows, target, task, splitBy, split }) => summariseSplit(split, unpackColumn(target, rows), task, splitBy && unpackColumn(splitBy, rows)),
    predict: createRowPredictor(),
    cells: ({ total, columns, rows }) => columns.map((column) => cellsOf(unpackColumn(column, total), rows)),
  };
  return async (name, input) => doers[name](input);

  function begun(): TableImporter {
    if (!importer) throw new AppError('notFound', 'This import is over or was cancelled. Start it again.');
    return importer;
  }
}

function finishImport(importer: TableImporter): FinishedImport {
  const { name, table, target, task, profile, notes } = importer.finish();
  return {
    name, target, task, notes,
    rows: table.rows,
    profile: JSON.stringify(profile),
    contentSha256: tableSha256(table),
    columns: table.columns.map(packColumn),
  };
}

/** Missing cells are null. */
function cellsOf(column: Column, rows: readonly number[]): DataSetRows['columns'][number] {
  const { name } = column;
  if (column.type === 'numeric') return { name, cells: rows.map((row) => (Number.isNaN(column.values[row]) ? null : column.values[row]!)) };
  return { name, cells: rows.map((row) => (column.codes[row]! < 0 ? null : shortened([column.categories[column.codes[row]!]!])[0]!)) };
}

function bytesOf(values: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const mostNames = 1000;
const longestName = 200;

/** Texts as they are shown: a plot labels a few of them. */
function shortened(texts: readonly string[]): string[] {
  return texts.slice(0, mostNames).map((text) => (text.length > longestName ? `${text.slice(0, longestName)}…` : text));
}
