import { DataError, quote, quoteList } from './errors.ts';
import type { CategoricalColumn, Column, Table } from './table.ts';

/** The column of that name; the error names the columns that there are. `field` is the field that asked for it. */
export function findColumn(table: Table, name: string, field: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) {
    throw new DataError(
      `There is no column ${quote(name)}. The columns are ${quoteList(table.columns.map((each) => each.name))}.`,
      { column: name, field },
    );
  }
  return column;
}

export function isCellMissing(column: Column, row: number): boolean {
  return column.type === 'numeric' ? Number.isNaN(column.values[row]!) : column.codes[row]! < 0;
}

/** The cell as text, numbers in their shortest form; null where it is missing. */
export function cellText(column: Column, row: number): string | null {
  if (isCellMissing(column, row)) return null;
  return column.type === 'numeric' ? numberText(column.values[row]!) : column.categories[column.codes[row]!]!;
}

/** Negative zero is the same class as zero. */
export function numberText(value: number): string {
  return String(value === 0 ? 0 : value);
}

/** How often each category comes, in their order. */
export function countCategories(column: CategoricalColumn): Uint32Array {
  const counts = new Uint32Array(column.categories.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return counts;
}
