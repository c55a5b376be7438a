import type { Scalar } from '../flatten.ts';
import { suitsLog } from './suits-log.ts';

/** One quantity of several runs, a value a run: numbers, or a few kinds that have no distance between them. */
export type Column = NumberColumn | CategoryColumn;

export interface NumberColumn {
  kind: 'number';
  /** NaN where a run has no such number */
  values: Float64Array;
  /** whether the numbers spread more evenly over a logarithmic axis */
  log: boolean;
}

export interface CategoryColumn {
  kind: 'category';
  levels: string[];
  /** index into `levels`; −1 where a run has no such value */
  codes: Int32Array;
}

/** Numbers, where every value that is there is one; `null` beside numbers is none. Infinities count as absent. */
export function columnOf(values: readonly (Scalar | undefined)[]): Column {
  const present = values.filter((value) => value !== undefined && value !== null);
  if (present.length > 0 && present.every((value) => typeof value === 'number')) {
    const numbers = Float64Array.from(values, (value) => (typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN));
    return { kind: 'number', values: numbers, log: suitsLog(numbers) };
  }
  const words = values.map(wordOf);
  const levels = [...new Set(words.filter((word) => word !== null))].sort(byNumberThenName);
  const places = new Map(levels.map((level, at) => [level, at]));
  return { kind: 'category', levels, codes: Int32Array.from(words, (word) => (word === null ? -1 : places.get(word)!)) };
}

/** Whether there is more than one value, absence counting as one. */
export function varies(column: Column): boolean {
  const values: ArrayLike<number> = column.kind === 'number' ? column.values : column.codes;
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], values[0])) return true;
  return false;
}

function wordOf(value: Scalar | undefined): string | null {
  if (value === undefined) return null;
  return value === null ? 'none' : String(value);
}

/** 8 before 16, `24-24` before `128-64`. */
const collator = new Intl.Collator('en', { numeric: true });
const byNumberThenName = (a: string, b: string) => collator.compare(a, b) || (a < b ? -1 : 1);
