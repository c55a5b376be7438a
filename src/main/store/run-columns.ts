import { columnKey, isNumericRowField, shownFields } from '../../contract/run-columns.ts';
import type { AvailableColumn, RunColumnsQuery, RunVocabulary } from '../../contract/run-lists.ts';
import { runColumnsQuery } from '../../contract/run-lists.ts';
import { rowFields, type RowField } from '../../contract/filter/ast.ts';
import type { StoreContext } from './context.ts';
import type { Database, SqlValue } from './database.ts';
import { fewRuns } from './ordered-keys.ts';
import { currentRevision } from './revisions.ts';
import { matchingOf } from './run-filter.ts';
import { RunSet } from './run-set.ts';

/**
 * The columns that there are for the runs that match, and in which of them these runs differ. A value that only some
 * runs have, always the same, is no difference: what decides that they have it is a column of its own. A value beside a null is one.
 */
function columnsOfRuns({ db, now }: StoreContext, input: RunColumnsQuery): AvailableColumn[] {
  return db.consistently(() => {
    const { place, runs: filtered } = matchingOf(db, runColumnsQuery.parse(input), now());
    const runs = filtered ?? new RunSet(db.column<number>(`SELECT runs.key FROM runs WHERE ${place.sql}`, ...place.values));
    const keys = runs.keys();
    const some: Sample = { runs, keys: spread(keys, looked), isAll: keys.length <= looked };
    const differing = differingColumns(db, keys);
    const noted = meets(db, 'SELECT run FROM notes', [], runs);
    const tagged = meets(db, 'SELECT run FROM tags', [], runs);
    return [
      ...Object.keys(rowFields).map((name): AvailableColumn => ({
        key: name, kind: 'row', numeric: isNumericRowField(name as RowField), varies: name === 'note' ? noted : differing.has(name) || !Object.hasOwn(examined, name),
      })),
      ...shownFields.map((key): AvailableColumn => ({ key, kind: 'shown', numeric: false, varies: key === 'network' ? differing.has('parameters') : tagged })),
      ...metricsAmong(db, some).map((name): AvailableColumn => ({ key: metricName(name), kind: 'metric', numeric: true, varies: true })),
      ...configsAmong(db, some).map(({ path, numeric, varies }): AvailableColumn => ({ key: columnKey({ kind: 'config', path }), kind: 'config', numeric, varies })),
    ];
  });
}

/** The same, answered from memory as long as no run has changed and the question is not about the time of day. */
export function keptColumns(context: StoreContext): (input: RunColumnsQuery) => AvailableColumn[] {
  let kept: { revision: number; query: string; columns: AvailableColumn[] } | null = null;
  return (input) => {
    const [revision, query] = [currentRevision(context.db), JSON.stringify(input)];
    if (kept?.revision === revision && kept.query === query) return kept.columns;
    const columns = columnsOfRuns(context, input);
    if (input.filter === undefined) kept = { revision, query, columns };
    return columns;
  };
}

/** Some of the runs, from everywhere among them: they tell most of what there is to say of all. */
interface Sample {
  runs: RunSet;
  keys: number[];
  isAll: boolean;
}

/** Of so many runs every value is looked at. */
const looked = 300;

/** A metric's name as columns carry it, without its part. */
const metricName = (name: string): string => columnKey({ kind: 'metric', name, of: 'min' }).replace(/\.min$/, '');

interface ConfigPath {
  path: string;
  numeric: boolean;
  varies: boolean;
}

/** A path in which the sample differs is settled; of the others, the values that the sample does not have are looked through. */
function configsAmong(db: Database, sample: Sample): ConfigPath[] {
  const spans = new Map(spansOf(db, sample.keys).map((span) => [span.path, span]));
  return db.all<{ key: number; path: string }>('SELECT key, path FROM config_paths ORDER BY key').flatMap(({ key, path }): ConfigPath[] => {
    const span = spans.get(path);
    if (sample.isAll) return span ? [{ path, numeric: span.texts === 0, varies: differs(span) }] : [];
    const among = (condition: string, ...values: SqlValue[]) => meets(db, `SELECT run FROM config_values WHERE path = ? AND ${condition}`, [key, ...values], sample.runs);
    if (!span) {
      // Perhaps none has it, at most a few: whether those few differ is seen in the next narrower list.
      const [numbers, texts] = [among('number IS NOT NULL'), among('text IS NOT NULL')];
      return numbers || texts ? [{ path, numeric: !texts, varies: true }] : [];
    }
    const texts = span.texts > 0 || among('text IS NOT NULL');
    const other = (kind: 'number' | 'text') => among(`${kind} < ?`, span.low) || among(`${kind} > ?`, span.low);
    const varies = differs(span) || (typeof span.low === 'number' ? texts || other('number') : among('number IS NOT NULL') || other('text'));
    return [{ path, numeric: !texts, varies }];
  });
}

interface Span {
  path: string;
  low: SqlValue;
  high: SqlValue;
  texts: number;
  nulls: number;
}

const differs = ({ low, high, nulls }: Span): boolean => low !== high || nulls > 0;

const spansOf = (db: Database, runs: number[]): Span[] => db.all<Span>(`
  SELECT config_paths.path, min(coalesce(number, text)) AS low, max(coalesce(number, text)) AS high, count(text) AS texts,
    count(*) - count(coalesce(number, text)) AS nulls
  FROM json_each(?) AS wanted CROSS JOIN config_values ON config_values.run = wanted.value JOIN config_paths ON config_paths.key = config_values.path
  GROUP BY config_values.path HAVING count(coalesce(number, text)) > 0`, JSON.stringify(runs));

/** Whether one of the runs that a query finds is in the set; more and more of them are read until there is one. */
function meets(db: Database, sql: string, values: SqlValue[], runs: RunSet): boolean {
  for (let [most, offset] = [64, 0]; ; offset += most, most *= 8) {
    const found = db.column<number>(`${sql} LIMIT ? OFFSET ?`, ...values, most, offset);
    if (found.some((run) => runs.has(run))) return true;
    if (found.length < most) return false;
  }
}

/** Columns of a run in which all may well be the same; the others are taken to differ. */
const examined = {
  experiment: 'experiment', dataSet: 'data_set', status: 'status', stopReason: 'stop_reason', error: 'error', parameters: 'parameters',
} as const;

/** Those in which the runs differ. Some runs tell it of nearly all columns; what is the same in them is looked at in all. */
function differingColumns(db: Database, keys: number[]): Set<string> {
  const some = spread(keys, fewRuns);
  const sample = differingAmong(db, some, Object.keys(examined));
  const open = Object.keys(examined).filter((name) => !sample.includes(name));
  return new Set([...sample, ...(some.length === keys.length || open.length === 0 ? [] : differingAmong(db, keys, open))]);
}

function differingAmong(db: Database, keys: number[], names: string[]): string[] {
  const differs = (column: string) => `min(${column}) IS NOT max(${column}) OR count(${column}) BETWEEN 1 AND count(*) - 1`;
  const [row] = db.tuples<number[]>(`
    SELECT ${names.map((name) => differs(`runs.${examined[name as keyof typeof examined]}`)).join(', ')}
    FROM json_each(?) AS wanted CROSS JOIN runs ON runs.key = wanted.value`, JSON.stringify(keys));
  return names.filter((_, at) => row![at] === 1);
}

function metricsAmong(db: Database, { runs, keys, isAll }: Sample): string[] {
  const met = new Set(db.column<number>('SELECT DISTINCT metric FROM json_each(?) AS wanted CROSS JOIN summaries ON summaries.run = wanted.value', JSON.stringify(keys)));
  return db.all<{ key: number; name: string }>('SELECT key, name FROM metric_names ORDER BY name')
    .filter(({ key }) => met.has(key) || (!isAll && meets(db, 'SELECT run FROM summaries WHERE metric = ?', [key], runs)))
    .map(({ name }) => name);
}

/** At most so many of them, from everywhere among them. */
function spread(keys: number[], most: number): number[] {
  const step = Math.ceil(keys.length / most);
  return step <= 1 ? keys : keys.filter((_, at) => at % step === 0);
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
