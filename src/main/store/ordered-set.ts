import type { Database, SqlValue } from './database.ts';
import type { Condition } from './run-filter.ts';
import type { Direction, Lead, SortKey } from './run-order.ts';
import { RunSet } from './run-set.ts';
import { sortRuns, type Page } from './sort-runs.ts';

export interface SetOrder {
  db: Database;
  /** where the runs are, which lets columns of `runs` be read along an index */
  place: Condition;
  /** how equal runs follow each other, by age */
  tie: Direction;
  /** up to so many runs are sorted, more are read along an index */
  few: number;
}

/**
 * A page of runs that are known already: what an index brings is held against the set. Further keys put in order only runs
 * that are equal in the first one and reach into the page.
 */
export function orderedSet(order: SetOrder, runs: RunSet, sort: SortKey[], { limit, offset }: Page): number[] {
  const { db, tie, few } = order;
  const [first, ...rest] = sort;
  const end = Math.min(offset + limit, runs.size);
  if (offset >= end) return [];
  if (runs.size <= few) return sortRuns(db, runs.keys(), sort, tie, { limit, offset });
  if (!first) return (tie === 'ASC' ? runs.keys() : runs.keys().reverse()).slice(offset, end);

  const ties = rest.length === 0 && first.direction === tie ? 'settled' : 'open';
  const having: Ranked = { keys: [], ranks: [] };
  for (const lead of first.leading) {
    if (having.keys.length < end) append(having, readLead(order, lead, runs, end - having.keys.length, ties));
  }
  const among = Math.min(end, having.keys.length);
  const keys = offset >= among ? [] : ties === 'settled' ? having.keys.slice(offset, among) : sortTies(order, having, sort, { limit: among - offset, offset });
  if (among === end) return keys;
  // The page goes past all that have a value: the others are in the order of the other keys.
  const lacking = new RunSet().unite(runs).subtract(new RunSet(having.keys));
  return keys.concat(orderedSet(order, lacking, rest, { limit: end - Math.max(offset, among), offset: Math.max(0, offset - among) }));
}

/** Runs in order of a value; those of equal rank are still to be put in order. Ranks are left empty where that is settled. */
interface Ranked {
  keys: number[];
  ranks: SqlValue[];
}

function append(to: Ranked, { keys, ranks }: Ranked): void {
  for (const key of keys) to.keys.push(key);
  for (const rank of ranks) to.ranks.push(rank);
}

/** At least so many runs of the set along an index, or all that there are; none of the last rank is missing. */
function readLead({ db, place }: SetOrder, lead: Lead, runs: RunSet, wanted: number, ties: 'settled' | 'open'): Ranked {
  const { from, key } = lead.alone ?? { from: lead.from, key: 'runs.key' };
  const where = lead.alone ? lead.where.replace(/ AND $/, '') : lead.where + place.sql;
  const values = lead.alone ? lead.values : [...lead.values, ...place.values];
  const order = ties === 'settled' ? [...lead.terms, ...lead.tie] : lead.terms;
  const read = (columns: string) => `SELECT ${columns} FROM ${from} WHERE ${where} ORDER BY ${order.join(', ')} LIMIT ?`;
  // As many as would do if the set were spread evenly, and some more; if it is not, all of them.
  for (const most of [Math.ceil((wanted * runs.capacity * 1.5) / runs.size) + 500, -1]) {
    const found = ties === 'settled'
      ? { keys: db.column<number>(read(key), ...values, most), ranks: [] }
      : untied(db.tuples<[number, SqlValue]>(read(`${key}, ${lead.value}`), ...values, most), most);
    const kept = amongSet(found, runs);
    if (kept.keys.length >= wanted || most < 0 || (ties === 'settled' && found.keys.length < most)) return kept;
  }
  return { keys: [], ranks: [] };
}

/** Without the runs of the last rank, where there may be more of them. */
function untied(rows: [number, SqlValue][], most: number): Ranked {
  let length = rows.length;
  if (length === most) while (length > 0 && rows[length - 1]![1] === rows[rows.length - 1]![1]) length--;
  const whole = rows.slice(0, length);
  return { keys: whole.map(([key]) => key), ranks: whole.map(([, rank]) => rank) };
}

function amongSet({ keys, ranks }: Ranked, runs: RunSet): Ranked {
  const kept: Ranked = { keys: [], ranks: [] };
  for (let at = 0; at < keys.length; at++) {
    if (!runs.has(keys[at]!)) continue;
    kept.keys.push(keys[at]!);
    if (at < ranks.length) kept.ranks.push(ranks[at]!);
  }
  return kept;
}

/** The page, of which the first and the last run may be in the middle of runs of equal rank. */
function sortTies({ db, tie }: SetOrder, { keys, ranks }: Ranked, sort: SortKey[], { limit, offset }: Page): number[] {
  let [start, end] = [offset, offset + limit];
  while (start > 0 && ranks[start - 1] === ranks[offset]) start--;
  while (end < keys.length && ranks[end] === ranks[offset + limit - 1]) end++;
  return sortRuns(db, keys.slice(start, end), sort, tie, { limit, offset: offset - start });
}
