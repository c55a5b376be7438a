import type { Database, SqlValue } from './database.ts';
import { orderedSet } from './ordered-set.ts';
import type { Condition, Matching } from './run-filter.ts';
import type { SortKey } from './run-order.ts';
import { sortRuns, type Page } from './sort-runs.ts';

/** Up to so many runs are gathered and sorted; more are read along an index, which costs the same however many there are. */
export const fewRuns = 4000;

export interface FoundRuns {
  /** of one page, in their order */
  keys: number[];
  /** null where it was not wanted and is not known */
  total: number | null;
}

/**
 * A page of the runs that match, in the order of the sort keys; equal ones by age, in the direction of the first key,
 * so that pages join without gap or overlap.
 */
export function orderedKeys(db: Database, { place, runs }: Matching, sort: SortKey[], page: Page, { wantsTotal = true, few = fewRuns } = {}): FoundRuns {
  const tie = sort[0]?.direction ?? 'DESC';
  if (runs !== null) return { keys: orderedSet({ db, place, tie, few }, runs, sort, page), total: runs.size };
  const found = db.column<number>(`SELECT runs.key FROM runs WHERE ${place.sql} LIMIT ?`, ...place.values, few + 1);
  if (found.length <= few) return { keys: sortRuns(db, found, sort, tie, page), total: found.length };
  return { keys: alongIndexes(db, segmentsOf(sort, place, tie), page), total: wantsTotal ? countRuns(db, place) : null };
}

const countRuns = (db: Database, { sql, values }: Condition): number =>
  db.column<number>(`SELECT count(*) FROM runs WHERE ${sql}`, ...values)[0]!;

/** Runs that come one after the other in the order of an index. */
interface Segment {
  from: string;
  joins: { sql: string; values: SqlValue[] };
  where: string;
  values: SqlValue[];
  order: string;
}

/** The runs that have a value of the first key, by it and then the others; then the rest, by the others alone. */
function segmentsOf([first, ...rest]: SortKey[], condition: Condition, tie: string): Segment[] {
  if (!first) return [{ from: 'runs', joins: { sql: '', values: [] }, where: condition.sql, values: condition.values, order: `runs.key ${tie}` }];
  const joins = { sql: rest.map(({ join }) => join.sql).join(''), values: rest.flatMap(({ join }) => join.values) };
  const others = rest.flatMap(({ terms }) => terms);
  const present = first.leading.map((lead) => ({
    from: lead.from, joins, where: lead.where + condition.sql, values: [...lead.values, ...condition.values],
    order: [...lead.terms, ...(others.length > 0 || first.direction !== tie ? [...others, `runs.key ${tie}`] : lead.tie)].join(', '),
  }));
  if (first.lacking === null) return present;
  const without = { sql: `${condition.sql} AND ${first.lacking.sql}`, values: [...condition.values, ...first.lacking.values] };
  return [...present, ...segmentsOf(rest, without, tie)];
}

function alongIndexes(db: Database, segments: Segment[], { limit, offset }: Page): number[] {
  const keys: number[] = [];
  let skip = offset;
  for (const { from, joins, where, values, order } of segments) {
    const found = db.column<number>(
      `SELECT runs.key FROM ${from}${joins.sql} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
      ...joins.values, ...values, limit - keys.length, skip);
    keys.push(...found);
    if (keys.length === limit) break;
    if (found.length > 0) skip = 0;
    else if (skip > 0) skip = Math.max(0, skip - db.column<number>(`SELECT count(*) FROM ${from} WHERE ${where}`, ...values)[0]!);
  }
  return keys;
}
