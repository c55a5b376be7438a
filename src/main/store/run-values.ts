import type { MetricPart, RowField } from '../../contract/filter/ast.ts';
import type { ColumnField } from '../../contract/run-columns.ts';
import type { Database, SqlValue } from './database.ts';

/**
 * What stands in one column, by run: of some runs, or of all there are. Runs without a value are left out. All of them
 * are read in one go along an index that holds nothing else, which is far cheaper than looking each up.
 */
export function valuesOf(db: Database, field: ColumnField, some: readonly number[] | null): Map<number, SqlValue> {
  switch (field.kind) {
    case 'metric': return metricValues(db, field.name, field.of, some);
    case 'config': return configValues(db, field.path, some);
    case 'shown': return field.name === 'network' ? rowValues(db, 'runs.parameters', some) : tagValues(db, some);
    case 'row': return rowValues(db, rowExpressions[field.name], some);
  }
}

/** Of these runs, in their order; those without such a value are left out. */
export function finiteOf(runs: readonly number[], values: ReadonlyMap<number, SqlValue>): number[] {
  return runs.map((run) => values.get(run)).filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

type Pair = [run: number, value: SqlValue];

function metricValues(db: Database, name: string, of: MetricPart, some: readonly number[] | null): Map<number, SqlValue> {
  const [metric] = db.column<number>('SELECT key FROM metric_names WHERE name = ?', name);
  if (metric === undefined) return new Map();
  return new Map(some === null
    ? db.tuples<Pair>(`SELECT run, ${of} FROM summaries INDEXED BY summaries_by_${of} WHERE metric = ? AND ${of} IS NOT NULL`, metric)
    : db.tuples<Pair>(`SELECT run, ${of} FROM json_each(?) AS wanted CROSS JOIN summaries ON run = wanted.value AND metric = ? AND ${of} IS NOT NULL`, JSON.stringify(some), metric));
}

function configValues(db: Database, name: string, some: readonly number[] | null): Map<number, SqlValue> {
  const [path] = db.column<number>('SELECT key FROM config_paths WHERE path = ?', name);
  if (path === undefined) return new Map();
  if (some !== null) return new Map(db.tuples<Pair>(`
    SELECT run, coalesce(number, text) FROM json_each(?) AS wanted CROSS JOIN config_values ON run = wanted.value AND config_values.path = ?
    WHERE coalesce(number, text) IS NOT NULL`, JSON.stringify(some), path));
  return new Map(['number', 'text'].flatMap((kind) =>
    db.tuples<Pair>(`SELECT run, ${kind} FROM config_values INDEXED BY config_values_by_${kind} WHERE path = ? AND ${kind} IS NOT NULL`, path)));
}

function rowValues(db: Database, expression: string, some: readonly number[] | null): Map<number, SqlValue> {
  return new Map(some === null
    ? db.tuples<Pair>(`SELECT runs.key, ${expression} AS value FROM runs WHERE value IS NOT NULL`)
    : db.tuples<Pair>(`SELECT runs.key, ${expression} AS value FROM json_each(?) AS wanted CROSS JOIN runs ON runs.key = wanted.value WHERE ${expression} IS NOT NULL`, JSON.stringify(some)));
}

/** All tags of a run as one text. */
function tagValues(db: Database, some: readonly number[] | null): Map<number, SqlValue> {
  const pairs = some === null
    ? db.tuples<[number, string]>('SELECT run, tag FROM tags ORDER BY run, tag')
    : db.tuples<[number, string]>('SELECT run, tag FROM json_each(?) AS wanted CROSS JOIN tags ON run = wanted.value ORDER BY run, tag', JSON.stringify(some));
  const joined = new Map<number, string>();
  for (const [run, tag] of pairs) joined.set(run, `${joined.get(run) ?? ''}\0${tag}`);
  return joined;
}

const rowExpressions: Record<RowField, string> = {
  id: 'runs.id', name: 'runs.name', status: 'runs.status', stopReason: 'runs.stop_reason', error: 'runs.error',
  experiment: '(SELECT name FROM experiments WHERE experiments.key = runs.experiment)', dataSet: '(SELECT name FROM data_sets WHERE data_sets.key = runs.data_set)',
  note: '(SELECT text FROM notes WHERE notes.run = runs.key)', epochs: 'runs.epochs', bestEpoch: 'runs.best_epoch', parameters: 'runs.parameters',
  duration: 'runs.train_seconds', starred: 'runs.starred', locked: 'runs.locked', created: 'runs.created_at', started: 'runs.started_at', ended: 'runs.ended_at',
};
