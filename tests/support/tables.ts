import { createTableImporter, type ImportedTable } from '../../src/data/csv/importer.ts';
import type { DataConfig, ImportOptions } from '../../src/data/config.ts';
import type { CategoricalColumn, Column, NumericColumn, Table } from '../../src/data/table.ts';

export function numbers(name: string, ...values: (number | null)[]): NumericColumn {
  return { name, type: 'numeric', values: Float64Array.from(values, (value) => value ?? NaN) };
}

export function texts(name: string, ...values: (string | null)[]): CategoricalColumn {
  const categories = [...new Set(values.filter((value) => value !== null))].sort();
  return { name, type: 'categorical', codes: Int32Array.from(values, (value) => (value === null ? -1 : categories.indexOf(value))), categories };
}

export function table(...columns: Column[]): Table {
  const [first] = columns;
  return { rows: first === undefined ? 0 : first.type === 'numeric' ? first.values.length : first.codes.length, columns };
}

export function numericColumn({ columns }: Table, name: string): number[] {
  const column = columns.find((each) => each.name === name);
  if (column?.type !== 'numeric') throw new Error(`${name} is no numeric column`);
  return Array.from(column.values);
}

export function textColumn({ columns }: Table, name: string): (string | null)[] {
  const column = columns.find((each) => each.name === name);
  if (column?.type !== 'categorical') throw new Error(`${name} is no categorical column`);
  return Array.from(column.codes, (code) => (code < 0 ? null : column.categories[code]!));
}

export function dataConfig(changes: Partial<DataConfig> = {}): DataConfig {
  return { target: null, features: 'all', missing: 'mean', split: { validation: 0.2, test: 0, stratify: true, seed: 1 }, scale: 'standard', ...changes };
}

/** Imports a file called `table.csv`, in one piece or in pieces of `pieceBytes`. */
export function importCsv(content: string | Uint8Array, options: ImportOptions = {}, pieceBytes = Infinity): ImportedTable {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const importer = createTableImporter('table.csv', options);
  for (let from = 0; from < bytes.length; from += pieceBytes) importer.write(bytes.subarray(from, from + pieceBytes));
  return importer.finish();
}

export function lines(...rows: string[]): string {
  return rows.map((row) => `${row}\n`).join('');
}
