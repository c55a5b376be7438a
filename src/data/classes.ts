import { cellText, countCategories, numberText } from './columns.ts';
import { DataError, quote } from './errors.ts';
import { present } from './statistics.ts';
import type { Column } from './table.ts';

/** The classes of a target, ordered by code unit of their text, and each row's place among them (-1: no value). */
export interface Classes {
  names: string[];
  codes: Int32Array;
}

const mostNumbers = 100;
const mostTexts = 1000;

/** Throws where the target has too many different values to be classes. */
export function classNames(column: Column): string[] {
  const names = column.type === 'numeric' ? distinctNumbers(column.name, column.values) : usedCategories(column);
  const most = column.type === 'numeric' ? mostNumbers : mostTexts;
  if (names.length > most) throw tooMany(column.name, `${names.length} different texts, more than the ${most} classes that are supported. Choose another target`);
  return names.sort();
}

export function readClasses(column: Column, rows: number): Classes {
  const names = classNames(column);
  const placeOf = new Map(names.map((name, at) => [name, at]));
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const text = cellText(column, row);
    codes[row] = text === null ? -1 : placeOf.get(text)!;
  }
  return { names, codes };
}

function usedCategories(column: Extract<Column, { type: 'categorical' }>): string[] {
  const counts = countCategories(column);
  return column.categories.filter((_, code) => counts[code]! > 0);
}

function distinctNumbers(name: string, values: Float64Array): string[] {
  const distinct = new Set<number>();
  for (const value of present(values)) {
    distinct.add(value);
    if (distinct.size > mostNumbers) {
      throw tooMany(name, `more than ${mostNumbers} different numbers, so it looks like a quantity and not like classes. Use the loss meanSquaredError, or choose another target`);
    }
  }
  return [...new Set(Array.from(distinct, numberText))];
}

function tooMany(name: string, what: string): DataError {
  return new DataError(`The target ${quote(name)} has ${what}.`, { column: name, field: 'data.target' });
}
