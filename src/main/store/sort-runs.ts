import type { Database } from './database.ts';
import type { Direction, SortKey } from './run-order.ts';

export interface Page {
  limit: number;
  offset: number;
}

/** A page of these runs in the order of the sort keys, equal ones by age. It costs what all of them cost. */
export function sortRuns(db: Database, keys: number[], sort: SortKey[], tie: Direction, { limit, offset }: Page): number[] {
  if (offset >= keys.length) return [];
  const order = [...sort.flatMap(({ terms }) => terms), `runs.key ${tie}`];
  const joins = sort.map(({ join }) => join);
  return db.column<number>(
    `SELECT runs.key FROM json_each(?) AS found CROSS JOIN runs ON runs.key = found.value${joins.map(({ sql }) => sql).join('')}
      ORDER BY ${order.join(', ')} LIMIT ? OFFSET ?`,
    JSON.stringify(keys), ...joins.flatMap(({ values }) => values), limit, offset);
}
