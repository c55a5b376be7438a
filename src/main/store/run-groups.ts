import type { RowField } from '../../contract/filter/ast.ts';
import { describe } from '../../compare/statistics/describe.ts';
import { cellOf, columnNamed, isNumericRowField, type ColumnField } from '../../contract/run-columns.ts';
import { runGroupsQuery, type GroupCell, type RunGroup, type RunGroupPage, type RunGroupsQuery } from '../../contract/run-lists.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';
import type { Database, SqlValue } from './database.ts';
import { countRuns } from './ordered-keys.ts';
import { conditionOf, type Condition } from './run-filter.ts';
import { groupingBy, publicValues, type Grouping } from './run-grouping.ts';
import { columnFields } from './run-list.ts';
import { parseSort } from './run-order.ts';
import { readRunRows } from './run-rows.ts';

/**
 * Runs gathered in groups, ordered by what the first sort key is in each (the mean of numbers, the newest time, the
 * first text), the larger group before the smaller where that is equal. Throws `invalidInput`.
 */
export function groupsOfRuns(context: StoreContext, input: RunGroupsQuery): RunGroupPage {
  const { by, sort, columns, limit, offset, ...which } = runGroupsQuery.parse(input);
  const { db, now } = context;
  const fields = columnFields(columns);
  return db.consistently(() => {
    const condition = conditionOf(which, now());
    const grouping = groupingBy(by);
    const found = groupKeys(db, condition, grouping, orderOf(db, sort), limit, offset);
    const samples = readRunRows(context, found.groups.map(({ sample }) => sample));
    const values = publicValues(db, by, found.groups.map(({ value }) => value));
    const cells = fields.map((field) => cellsOf(db, condition, grouping, found.groups.map(({ value }) => value), field, samples));
    return {
      groups: found.groups.map(({ value, runs, first, last }, at): RunGroup => ({
        value: values[at]!,
        label: labelOf(by, value, samples[at]!, first, last),
        runs,
        cells: cells.map((column) => column[at]!),
      })),
      total: found.total,
      runs: countRuns(db, condition),
    };
  });
}

interface FoundGroup {
  value: SqlValue;
  runs: number;
  /** a run of the group */
  sample: number;
  /** its first and last name in their order */
  first: string;
  last: string;
  total: number;
}

interface GroupOrder {
  join: { sql: string; values: SqlValue[] };
  term: string;
}

function groupKeys(db: Database, condition: Condition, { join, value }: Grouping, order: GroupOrder, limit: number, offset: number): { groups: FoundGroup[]; total: number } {
  const from = `FROM runs${join.sql}${order.join.sql} WHERE ${condition.sql} GROUP BY ${value}`;
  const given = [...join.values, ...order.join.values, ...condition.values];
  const groups = db.all<FoundGroup>(`
    SELECT ${value} AS value, count(*) AS runs, min(runs.key) AS sample, min(runs.name) AS first, max(runs.name) AS last, count(*) OVER () AS total
    ${from} ORDER BY ${order.term}, runs DESC, value NULLS LAST LIMIT ? OFFSET ?`, ...given, limit, offset);
  const total = groups[0]?.total ?? db.column<number>(`SELECT count(*) FROM (SELECT 1 ${from})`, ...given)[0]!;
  return { groups, total };
}

/** By the first key alone: what the others would order within a group is what a group does not show. */
function orderOf(db: Database, sort: string | string[]): GroupOrder {
  const [key] = parseSort(db, sort);
  const [written] = typeof sort === 'string' ? sort.split(',') : sort;
  if (!key || key.terms.length === 0) return { join: { sql: '', values: [] }, term: 'sample DESC' };
  const name = written!.trim().replace(/^-/, '');
  const field = columnNamed(name);
  const bare = key.terms.at(-1)!.replace(/ (ASC|DESC)( NULLS LAST)?$/, '');
  const nulls = `${key.direction} NULLS LAST`;
  if (field?.kind === 'config') {
    const number = key.terms.at(-2)!.replace(/ (ASC|DESC)$/, '');
    return { join: key.join, term: `avg(${number}) ${nulls}, min(${bare}) ${nulls}` };
  }
  if (field?.kind === 'row' && !isNumericRowField(field.name)) return { join: key.join, term: `min(${bare}) ${nulls}` };
  const isTime = bare === 'runs.created_at' || bare === 'runs.started_at' || bare === 'runs.ended_at';
  return { join: key.join, term: isTime ? `max(${bare}) ${nulls}` : `avg(${bare}) FILTER (WHERE ${finite(bare)}) ${nulls}` };
}

const finite = (expression: string) => `${expression} BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308`;

/** One column's cells, one a group. */
function cellsOf(db: Database, condition: Condition, grouping: Grouping, groups: SqlValue[], field: ColumnField, samples: RunRow[]): GroupCell[] {
  if (groups.length === 0) return [];
  const { sql, values } = numbersOf(field);
  const members = {
    from: `FROM runs${grouping.join.sql}${sql.join} WHERE ${condition.sql} AND (${grouping.value} IN (${groups.map(() => '?').join(', ')})${groups.includes(null) ? ` OR ${grouping.value} IS NULL` : ''})`,
    values: [...grouping.join.values, ...values, ...condition.values, ...groups],
  };
  if (field.kind === 'metric') return statistics(db.tuples<[SqlValue, number]>(`SELECT ${grouping.value}, ${sql.number} ${members.from} AND ${finite(sql.number)}`, ...members.values), groups);
  const spans = db.all<{ value: SqlValue; runs: number; held: number; low: SqlValue; high: SqlValue }>(
    `SELECT ${grouping.value} AS value, count(*) AS runs, count(${sql.number}) AS held, min(${sql.number}) AS low, max(${sql.number}) AS high ${members.from} GROUP BY ${grouping.value}`, ...members.values);
  const byGroup = new Map(spans.map((span) => [span.value, span]));
  return groups.map((group, at) => {
    const { held, runs, low, high } = byGroup.get(group)!;
    if (held === 0) return { kind: 'none' };
    return held === runs && low === high ? { kind: 'same', value: cellOf(samples[at]!, field) } : { kind: 'various' };
  });
}

function statistics(pairs: [SqlValue, number][], groups: SqlValue[]): GroupCell[] {
  const values = new Map<SqlValue, number[]>(groups.map((group) => [group, []]));
  for (const [group, value] of pairs) values.get(group)!.push(value);
  return groups.map((group) => {
    const { n, mean, sd } = describe(values.get(group)!);
    return n === 0 ? { kind: 'none' } : { kind: 'statistics', mean, sd, n };
  });
}

/** One expression for what stands in a column, over `runs` and a join. */
function numbersOf(field: ColumnField): { sql: { join: string; number: string }; values: SqlValue[] } {
  switch (field.kind) {
    case 'metric':
      return {
        sql: { join: ' CROSS JOIN summaries AS shown ON shown.run = runs.key AND shown.metric = (SELECT key FROM metric_names WHERE name = ?)', number: `shown.${field.of}` },
        values: [field.name],
      };
    case 'config':
      return {
        sql: { join: ' LEFT JOIN config_values AS shown ON shown.run = runs.key AND shown.path = (SELECT key FROM config_paths WHERE path = ?)', number: 'coalesce(shown.number, shown.text)' },
        values: [field.path],
      };
    case 'shown':
      return { sql: { join: '', number: field.name === 'network' ? 'runs.parameters' : `(SELECT group_concat(tag, char(0) ORDER BY tag) FROM tags WHERE tags.run = runs.key)` }, values: [] };
    case 'row':
      return { sql: { join: '', number: rowExpressions[field.name] }, values: [] };
  }
}

const rowExpressions: Record<RowField, string> = {
  id: 'runs.id', name: 'runs.name', status: 'runs.status', stopReason: 'runs.stop_reason', error: 'runs.error', experiment: 'runs.experiment',
  dataSet: 'runs.data_set', note: '(SELECT text FROM notes WHERE notes.run = runs.key)', epochs: 'runs.epochs', bestEpoch: 'runs.best_epoch',
  parameters: 'runs.parameters', duration: 'runs.train_seconds', created: 'runs.created_at', started: 'runs.started_at', ended: 'runs.ended_at',
  starred: 'runs.starred', locked: 'runs.locked',
};

function labelOf(by: string, value: SqlValue, sample: RunRow, first: string, last: string): string | null {
  if (value === null) return null;
  if (by === 'replicates') return commonName(first, last);
  if (by === 'tag') return String(value);
  const field = columnNamed(by);
  const cell = field === null ? null : cellOf(sample, field);
  return cell === null ? String(value) : String(cell);
}

/** What the names of replicates begin with, without a dangling separator or a piece of a seed. */
function commonName(first: string, last: string): string {
  if (first === last) return first;
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  const common = first.slice(0, length).replace(/[\s,;:_/(#-]*(seed|fold)?[\s=:_#-]*\d*$/iu, '').trim();
  return common === '' ? first : common;
}
