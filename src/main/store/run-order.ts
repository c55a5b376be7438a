import { AppError } from '../../contract/errors.ts';
import type { MetricPart, RowField } from '../../contract/filter/ast.ts';
import { columnNamed, type ColumnField } from '../../contract/run-columns.ts';
import { runConfigFields } from '../../contract/run-config.ts';
import { mostSortKeys } from '../../contract/runs.ts';
import type { Database, SqlValue } from './database.ts';
import { quoted } from './keys.ts';

export type Direction = 'ASC' | 'DESC';

/**
 * One key of an order. Runs that have no such value come last in both directions, NaN just before them; of a config
 * value that is a number here and a text there, numbers count as smaller.
 */
export interface SortKey {
  direction: Direction;
  /** as the first key: the runs that have a value, in their order along an index */
  leading: Lead[];
  /** as a later key, or where there are few runs: what to join, and terms that put all runs in order */
  join: { sql: string; values: SqlValue[] };
  terms: string[];
  /** the runs that `leading` leaves out; null where it has all */
  lacking: { sql: string; values: SqlValue[] } | null;
}

export interface Lead {
  from: string;
  /** the table that has the values, where it can be read without `runs`, and its name for the run's key */
  alone?: { from: string; key: string };
  /** the value, such that equal ones are the same */
  value: string;
  where: string;
  values: SqlValue[];
  terms: string[];
  /** what the index goes on with behind its terms, so that equal ones need no sorting */
  tie: string[];
}

/**
 * The keys that a list's `sort` names: only words of this file become SQL, what a person wrote is looked up or bound.
 * Throws `invalidInput` for one that cannot be sorted by.
 */
export function parseSort(db: Database, sort: string | string[]): SortKey[] {
  const written = typeof sort === 'string' ? sort.split(',').map((key) => key.trim()) : sort;
  if (written.length > mostSortKeys) throw new AppError('invalidInput', `Runs can be sorted by ${mostSortKeys} columns at once, not by ${written.length}.`, 'sort');
  return written.map((key, at) => parseKey(db, key, at));
}

/** The field that a key without its direction means, or null where it means none. */
export function fieldOfKey(key: string): ColumnField | null {
  const field = columnNamed(formerNames.get(key) ?? key);
  if (field) return field;
  const [, name = key, part = 'last'] = /^(.+)\.(min|max|best)$/s.exec(key) ?? [];
  return { kind: 'metric', name, of: part as MetricPart };
}

function parseKey(db: Database, written: string, at: number): SortKey {
  const direction = written.startsWith('-') ? 'DESC' : 'ASC';
  const key = written.replace(/^-/, '');
  const field = columnNamed(formerNames.get(key) ?? key);
  if (field?.kind === 'row') return byRow(field.name, direction);
  if (field?.kind === 'shown' && field.name === 'network') return byRow('parameters', direction);
  if (field?.kind === 'metric') return byMetric(metricKey(db, field.name), field.of, direction, at);
  if (field?.kind === 'config') {
    const path = db.get<{ key: number }>('SELECT key FROM config_paths WHERE path = ?', field.path)?.key ?? null;
    if (path !== null || Object.hasOwn(runConfigFields.shape, field.path.split('.')[0]!)) return byConfig(path, direction, at);
  }
  const [, name = key, part = 'last'] = /^(.+)\.(min|max|best)$/s.exec(key) ?? [];
  const metric = metricKey(db, name);
  if (metric === null && !/^\w{1,100}$/.test(name))
    throw new AppError('invalidInput', `Runs cannot be sorted by ${quoted(key)}. Use ${Object.keys(rows).join(', ')}, a path of the config such as optimizer.learningRate, or a metric such as val_loss, val_loss.min or val_accuracy.max.`, 'sort');
  return byMetric(metric, part as MetricPart, direction, at);
}

/** What these columns were called before they were columns of the filter language. */
const formerNames: ReadonlyMap<string, string> = new Map([['createdAt', 'created'], ['trainSeconds', 'duration']]);

const metricKey = (db: Database, name: string): number | null => db.get<{ key: number }>('SELECT key FROM metric_names WHERE name = ?', name)?.key ?? null;

interface RowOrder {
  /** of `runs` alone */
  term: string;
  /** where equal terms are not the same value: what is */
  value?: string;
  nullable?: true;
  /** where an index of `runs` cannot put it in order */
  lead?: { from: string; term: string; value: string; tie: string };
  tie?: string;
}

const rows: Record<RowField, RowOrder> = {
  id: { term: 'runs.id' },
  name: { term: 'runs.name COLLATE NOCASE', value: 'lower(runs.name)' },
  status: { term: 'runs.status', tie: 'runs.created_at' },
  stopReason: { term: 'runs.stop_reason', nullable: true },
  error: { term: 'runs.error', nullable: true },
  experiment: {
    term: '(SELECT name FROM experiments WHERE key = runs.experiment) COLLATE NOCASE',
    lead: { from: 'experiments CROSS JOIN runs ON runs.experiment = experiments.key', term: 'experiments.name COLLATE NOCASE', value: 'lower(experiments.name)', tie: 'experiments.key' },
  },
  dataSet: {
    term: '(SELECT name FROM data_sets WHERE key = runs.data_set) COLLATE NOCASE',
    lead: { from: 'data_sets CROSS JOIN runs ON runs.data_set = data_sets.key', term: 'data_sets.name COLLATE NOCASE', value: 'lower(data_sets.name)', tie: 'data_sets.key' },
  },
  note: { term: '(SELECT text FROM notes WHERE run = runs.key) COLLATE NOCASE', value: 'lower((SELECT text FROM notes WHERE run = runs.key))', nullable: true },
  epochs: { term: 'runs.epochs' },
  bestEpoch: { term: 'runs.best_epoch', nullable: true },
  parameters: { term: 'runs.parameters', nullable: true },
  duration: { term: 'runs.train_seconds' },
  created: { term: 'runs.created_at' },
  started: { term: 'runs.started_at', nullable: true },
  ended: { term: 'runs.ended_at', nullable: true },
  starred: { term: 'runs.starred' },
  locked: { term: 'runs.locked' },
};

function byRow(name: RowField, direction: Direction): SortKey {
  const { term, value, nullable, lead, tie } = rows[name];
  const written = `${term} ${direction}${nullable ? ' NULLS LAST' : ''}`;
  return {
    direction,
    leading: [{
      from: lead?.from ?? 'runs', value: lead?.value ?? value ?? term, where: '', values: [],
      terms: lead ? [`${lead.term} ${direction}`] : [written],
      tie: [lead?.tie, tie, 'runs.key'].flatMap((more) => (more === undefined ? [] : [`${more} ${direction}`])),
    }],
    join: { sql: '', values: [] },
    terms: [written],
    lacking: null,
  };
}

function byMetric(metric: number | null, of: MetricPart, direction: Direction, at: number): SortKey {
  if (metric === null) return nobodyHas(direction);
  return {
    direction,
    leading: [{
      from: 'summaries CROSS JOIN runs ON runs.key = summaries.run', alone: { from: 'summaries', key: 'summaries.run' }, value: `summaries.${of}`, where: 'summaries.metric = ? AND ', values: [metric],
      terms: [`summaries.${of} ${direction} NULLS LAST`], tie: [`summaries.run ${direction}`],
    }],
    join: { sql: ` LEFT JOIN summaries AS m${at} ON m${at}.run = runs.key AND m${at}.metric = ?`, values: [metric] },
    terms: [`m${at}.run IS NULL`, `m${at}.${of} ${direction} NULLS LAST`],
    lacking: { sql: 'NOT EXISTS (SELECT 1 FROM summaries WHERE summaries.run = runs.key AND summaries.metric = ?)', values: [metric] },
  };
}

function byConfig(path: number | null, direction: Direction, at: number): SortKey {
  if (path === null) return nobodyHas(direction);
  const kinds = direction === 'ASC' ? ['number', 'text'] : ['text', 'number'];
  return {
    direction,
    leading: kinds.map((kind) => ({
      from: 'config_values AS lead CROSS JOIN runs ON runs.key = lead.run', alone: { from: 'config_values AS lead', key: 'lead.run' }, value: `lead.${kind}`, where: `lead.path = ? AND lead.${kind} IS NOT NULL AND `, values: [path],
      terms: [`lead.${kind} ${direction}`], tie: [`lead.run ${direction}`],
    })),
    join: { sql: ` LEFT JOIN config_values AS c${at} ON c${at}.run = runs.key AND c${at}.path = ?`, values: [path] },
    terms: [
      `CASE WHEN c${at}.${kinds[0]} IS NOT NULL THEN 0 WHEN c${at}.${kinds[1]} IS NOT NULL THEN 1 ELSE 2 END`,
      `c${at}.number ${direction}`, `c${at}.text ${direction}`,
    ],
    lacking: {
      sql: 'NOT EXISTS (SELECT 1 FROM config_values WHERE config_values.run = runs.key AND config_values.path = ? AND coalesce(number, text) IS NOT NULL)',
      values: [path],
    },
  };
}

/** A value that no run has yet puts no run before another. */
function nobodyHas(direction: Direction): SortKey {
  return { direction, leading: [], join: { sql: '', values: [] }, terms: [], lacking: { sql: '1', values: [] } };
}
