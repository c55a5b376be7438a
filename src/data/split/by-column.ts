import { cellText } from '../columns.ts';
import { DataError, quote } from '../errors.ts';
import { splitParts } from '../roles.ts';
import type { Column } from '../table.ts';
import type { Parts } from './split.ts';

/** The cells say train, validation or test, in small or capital letters. */
export function splitByColumn(rows: Uint32Array, column: Column): Parts {
  const parts: Record<(typeof splitParts)[number], number[]> = { train: [], validation: [], test: [] };
  for (const row of rows) {
    const text = cellText(column, row);
    const part = splitParts.find((name) => name === text?.toLowerCase());
    if (!part) {
      const found = text === null ? 'is empty' : `says ${quote(text)}`;
      throw new DataError(
        `Row ${row + 1} of the split column ${quote(column.name)} ${found}. Every cell must say train, validation or test.`,
        { column: column.name, field: 'data.split.column' },
      );
    }
    parts[part].push(row);
  }
  return { train: Uint32Array.from(parts.train), validation: Uint32Array.from(parts.validation), test: Uint32Array.from(parts.test) };
}
