import { meanOf } from '../../compare/statistics/describe.ts';
import { isNumericRowField, type ColumnField } from '../../contract/run-columns.ts';
import type { Database, SqlValue } from './database.ts';
import { fieldOfKey, parseSort } from './run-order.ts';
import { finiteOf, valuesOf } from './run-values.ts';

/** One group: its value, and the keys of its runs. */
export interface Gathered {
  value: SqlValue;
  runs: number[];
}

const times = ['created', 'started', 'ended'];

/** By the first key alone: what the others would order is what a group does not show. */
export function orderedGroups(db: Database, groups: readonly Gathered[], by: string, sort: string | string[]): Gathered[] {
  // Refuses what lists refuse.
  parseSort(db, sort);
  const [key] = typeof sort === 'string' ? sort.split(',') : sort;
  const field = fieldOfKey(key!.trim().replace(/^-/, ''));
  const direction = key!.trim().startsWith('-') ? -1 : 1;
  const own = field?.kind === 'config' && by === field.path;
  const values = field === null || own ? null : valuesOf(db, field, null);
  const standing = groups.map((group) => ({ group, rank: values === null ? (own ? group.value : null) : rankOf(field!, group.runs, values) }));
  return standing
    .sort((a, b) => compared(a.rank, b.rank, direction) || b.group.runs.length - a.group.runs.length || compared(a.group.value, b.group.value, 1))
    .map(({ group }) => group);
}

/** What a group is ordered by; null where none of its runs has it. */
function rankOf(field: ColumnField, runs: readonly number[], values: ReadonlyMap<number, SqlValue>): SqlValue {
  const numbers = finiteOf(runs, values);
  if (field.kind === 'row' && times.includes(field.name)) return numbers.length === 0 ? null : numbers.reduce((newest, time) => Math.max(newest, time));
  if (numbers.length > 0 && (field.kind !== 'row' || isNumericRowField(field.name))) return meanOf(numbers);
  return runs.reduce<SqlValue>((least, run) => {
    const value = values.get(run) ?? null;
    return typeof value === 'string' && (least === null || value < least) ? value : least;
  }, null);
}

/** Numbers before texts, in the direction; nothing last in both. */
function compared(a: SqlValue, b: SqlValue, direction: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a !== typeof b) return (typeof a === 'number' ? -1 : 1) * direction;
  return a < b ? -direction : a > b ? direction : 0;
}
