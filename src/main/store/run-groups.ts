import { describe } from '../../compare/statistics/describe.ts';
import { cellOf, columnNamed, type ColumnField } from '../../contract/run-columns.ts';
import { runGroupsQuery, type GroupCell, type RunGroup, type RunGroupPage, type RunGroupsQuery } from '../../contract/run-lists.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';
import type { Database, SqlValue } from './database.ts';
import { orderedGroups, type Gathered } from './group-order.ts';
import { fewRuns } from './ordered-keys.ts';
import { conditionOf } from './run-filter.ts';
import { membersBy, publicValue } from './run-grouping.ts';
import { columnFields } from './run-list.ts';
import { readRunRows } from './run-rows.ts';
import { finiteOf, valuesOf } from './run-values.ts';

/**
 * Runs gathered in groups, ordered by what the first sort key is in each (the mean of numbers, the newest time, the
 * first text), the larger group before the smaller where that is equal. Throws `invalidInput`.
 */
export function groupsOfRuns(context: StoreContext, input: RunGroupsQuery): RunGroupPage {
  const { by, sort, columns, limit, offset, turn: _, ...which } = runGroupsQuery.parse(input);
  const { db, now } = context;
  const fields = columnFields(columns);
  return db.consistently(() => {
    const members = membersBy(db, by, conditionOf(which, now()));
    const all = orderedGroups(db, gather(members), by, sort);
    const page = all.slice(offset, offset + limit);
    const samples = readRunRows(context, page.map(({ runs }) => runs[0]!));
    const labels = labelsOf(db, by, page, samples);
    const some = page.reduce((sum, { runs }) => sum + runs.length, 0) <= fewRuns ? page.flatMap(({ runs }) => runs) : null;
    const cells = fields.map((field) => cellsOf(page, field, valuesOf(db, field, some), samples));
    return {
      groups: page.map(({ value, runs }, at): RunGroup => ({ value: publicValue(db, by, value), label: labels[at]!, runs: runs.length, cells: cells.map((column) => column[at]!) })),
      total: all.length,
      runs: by === 'tag' ? new Set(members.map(([run]) => run)).size : members.length,
    };
  });
}

function gather(members: readonly [run: number, value: SqlValue][]): Gathered[] {
  const groups = new Map<SqlValue, number[]>();
  for (const [run, value] of members) {
    const runs = groups.get(value);
    if (runs) runs.push(run);
    else groups.set(value, [run]);
  }
  return [...groups].map(([value, runs]) => ({ value, runs }));
}

/** One column's cells, one a group. */
function cellsOf(groups: readonly Gathered[], field: ColumnField, values: ReadonlyMap<number, SqlValue>, samples: readonly RunRow[]): GroupCell[] {
  return groups.map(({ runs }, at) => (field.kind === 'metric' ? statisticsOf(runs, values) : inCommon(runs, values, () => cellOf(samples[at]!, field))));
}

function statisticsOf(runs: readonly number[], values: ReadonlyMap<number, SqlValue>): GroupCell {
  const { n, mean, sd } = describe(finiteOf(runs, values));
  return n === 0 ? { kind: 'none' } : { kind: 'statistics', mean, sd, n };
}

function inCommon(runs: readonly number[], values: ReadonlyMap<number, SqlValue>, cell: () => ReturnType<typeof cellOf>): GroupCell {
  const first = values.get(runs[0]!);
  if (runs.some((run) => values.get(run) !== first)) return { kind: 'various' };
  return first === undefined ? { kind: 'none' } : { kind: 'same', value: cell() };
}

/** What a person calls each group; null for the runs that have no such value. */
function labelsOf(db: Database, by: string, groups: readonly Gathered[], samples: readonly RunRow[]): (string | null)[] {
  if (by === 'replicates') {
    const names = valuesOf(db, { kind: 'row', name: 'name' }, groups.flatMap(({ runs }) => runs));
    return groups.map(({ runs }) => commonName(runs.map((run) => names.get(run) as string)));
  }
  const field = columnNamed(by);
  return groups.map(({ value }, at) => {
    if (value === null) return null;
    const cell = by === 'tag' || field === null ? value : cellOf(samples[at]!, field);
    return String(cell ?? value);
  });
}

/** What the names of replicates begin with, without a dangling separator or a piece of a seed. */
function commonName(names: readonly string[]): string {
  const first = names.reduce((least, name) => (name < least ? name : least));
  const last = names.reduce((most, name) => (name > most ? name : most));
  if (first === last) return first;
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  const common = first.slice(0, length).replace(/[\s,;:_/(#-]*(seed|fold)?[\s=:_#-]*\d*$/iu, '').trim();
  return common === '' ? first : common;
}
