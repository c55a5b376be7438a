import { columnKey, isNumericRowField, shownFields } from '../../contract/run-columns.ts';
import type { AvailableColumn, RunColumnsQuery, RunVocabulary } from '../../contract/run-lists.ts';
import { runColumnsQuery } from '../../contract/run-lists.ts';
import { rowFields, type RowField } from '../../contract/filter/ast.ts';
import type { StoreContext } from './context.ts';
import type { Database, SqlValue } from './database.ts';
import { fewRuns } from './ordered-keys.ts';
import { conditionOf, type Condition } from './run-filter.ts';

/**
 * The columns that there are for the runs that match, and in which of them these runs differ. A value that only some
 * runs have, always the same, is no difference: what decides that they have it is a column of its own.
 */
export function columnsOfRuns({ db, now }: StoreContext, input: RunColumnsQuery): AvailableColumn[] {
  return db.consistently(() => {
    const condition = conditionOf(runColumnsQuery.parse(input), now());
    const few = db.column<number>(`SELECT runs.key FROM runs WHERE ${condition.sql} LIMIT ?`, ...condition.values, fewRuns + 1);
    const configs = few.length <= fewRuns ? configSpansOf(db, few) : configSpansAlong(db, condition);
    const among = few.length <= fewRuns ? few : null;
    return [
      ...Object.keys(rowFields).map((name): AvailableColumn => ({ key: name, kind: 'row', numeric: isNumericRowField(name as RowField), varies: rowVaries(db, condition, name as RowField) })),
      ...shownFields.map((key): AvailableColumn => ({ key, kind: 'shown', numeric: false, varies: key === 'network' ? differ(db, condition, 'runs.parameters') : hasTags(db, condition) })),
      ...metricsAmong(db, condition, among).map((name): AvailableColumn => ({ key: metricName(name), kind: 'metric', numeric: true, varies: true })),
      ...configs.map(({ path, low, high, numeric }): AvailableColumn => ({ key: columnKey({ kind: 'config', path }), kind: 'config', numeric, varies: low !== high })),
    ];
  });
}

/** A metric's name as columns carry it, without its part. */
const metricName = (name: string): string => columnKey({ kind: 'metric', name, of: 'min' }).replace(/\.min$/, '');

interface Span {
  path: string;
  low: SqlValue;
  high: SqlValue;
  numeric: boolean;
}

/** Of a few runs: every value is looked at. */
function configSpansOf(db: Database, runs: number[]): Span[] {
  return db.all<Omit<Span, 'numeric'> & { numbers: number; texts: number }>(`
    SELECT config_paths.path, min(coalesce(number, text)) AS low, max(coalesce(number, text)) AS high, count(number) AS numbers, count(text) AS texts
    FROM json_each(?) AS wanted CROSS JOIN config_values ON config_values.run = wanted.value JOIN config_paths ON config_paths.key = config_values.path
    GROUP BY config_values.path ORDER BY config_values.path`, JSON.stringify(runs))
    .filter(({ numbers, texts }) => numbers + texts > 0)
    .map(({ numbers, texts, ...span }) => ({ ...span, numeric: numbers > 0 && texts === 0 }));
}

/** Of many runs: the first and the last that match along the index of each path. */
function configSpansAlong(db: Database, condition: Condition): Span[] {
  return db.all<{ key: number; path: string }>('SELECT key, path FROM config_paths ORDER BY key').flatMap(({ key, path }) => {
    const end = (kind: 'number' | 'text', direction: 'ASC' | 'DESC'): SqlValue | undefined => db.column<SqlValue>(`
      SELECT lead.${kind} FROM config_values AS lead CROSS JOIN runs ON runs.key = lead.run
      WHERE lead.path = ? AND lead.${kind} IS NOT NULL AND ${condition.sql} ORDER BY lead.${kind} ${direction} LIMIT 1`, key, ...condition.values)[0];
    const [number, text] = [end('number', 'ASC'), end('text', 'ASC')];
    if (number === undefined && text === undefined) return [];
    const high = text === undefined ? end('number', 'DESC')! : end('text', 'DESC')!;
    return [{ path, low: number ?? text!, high, numeric: text === undefined }];
  });
}

function rowVaries(db: Database, condition: Condition, name: RowField): boolean {
  const column = ({ experiment: 'runs.experiment', dataSet: 'runs.data_set', status: 'runs.status', stopReason: 'runs.stop_reason', error: 'runs.error', parameters: 'runs.parameters' } as Partial<Record<RowField, string>>)[name];
  if (name === 'note') return db.column(`SELECT 1 FROM notes CROSS JOIN runs ON runs.key = notes.run WHERE ${condition.sql} LIMIT 1`, ...condition.values).length > 0;
  return column === undefined || differ(db, condition, column);
}

const differ = (db: Database, condition: Condition, column: string): boolean => db.column(`
  SELECT 1 FROM runs WHERE ${condition.sql} AND ${column} IS NOT (SELECT ${column} FROM runs WHERE ${condition.sql} LIMIT 1) LIMIT 1`,
  ...condition.values, ...condition.values).length > 0;

const hasTags = (db: Database, condition: Condition): boolean =>
  db.column(`SELECT 1 FROM tags CROSS JOIN runs ON runs.key = tags.run WHERE ${condition.sql} LIMIT 1`, ...condition.values).length > 0;

function metricsAmong(db: Database, condition: Condition, few: number[] | null): string[] {
  if (few !== null) return db.column<string>(`
    SELECT name FROM metric_names WHERE key IN (SELECT metric FROM json_each(?) AS wanted CROSS JOIN summaries ON summaries.run = wanted.value) ORDER BY name`, JSON.stringify(few));
  return db.all<{ key: number; name: string }>('SELECT key, name FROM metric_names ORDER BY name').filter(({ key }) => db.column(`
    SELECT 1 FROM summaries CROSS JOIN runs ON runs.key = summaries.run WHERE summaries.metric = ? AND ${condition.sql} LIMIT 1`, key, ...condition.values).length > 0)
    .map(({ name }) => name);
}

/** Names and texts for the filter's completion: of each kind so many, the first in their order. */
export function vocabularyOfRuns({ db }: StoreContext, most = 200): RunVocabulary {
  return db.consistently(() => {
    const paths = db.all<{ key: number; path: string }>('SELECT key, path FROM config_paths ORDER BY path LIMIT 2000');
    const textsOf = (key: number) => distinct(db, 'config_values', 'text', 'path = ? AND', [key], most);
    return {
      metrics: db.column<string>('SELECT name FROM metric_names ORDER BY name LIMIT 2000'),
      configPaths: paths.map(({ path }) => path),
      tags: distinct(db, 'tags', 'tag', '', [], most),
      // Object.fromEntries makes `__proto__` a property like any other.
      texts: Object.fromEntries(paths.map(({ key, path }) => [path, textsOf(key)] as const).filter(([, texts]) => texts.length > 0)),
    };
  });
}

/** Leaps along an index from one text to the next, so that many rows of one text cost as little as one. */
function distinct(db: Database, table: 'config_values' | 'tags', column: 'text' | 'tag', where: string, values: SqlValue[], most: number): string[] {
  return db.column<string>(`
    WITH RECURSIVE known (word) AS (
      SELECT min(${column}) FROM ${table} WHERE ${where} ${column} IS NOT NULL
      UNION ALL SELECT (SELECT min(${column}) FROM ${table} WHERE ${where} ${column} > word) FROM known WHERE word IS NOT NULL LIMIT ${most + 1})
    SELECT word FROM known WHERE word IS NOT NULL AND length(word) <= 200 LIMIT ${most}`, ...values, ...values);
}
