import type { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { Filter as WrittenFilter } from '../../contract/filter/ast.ts';
import { parseFilter } from '../../contract/filter/parse.ts';
import { runQuery, type RunPage, type RunQuery } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';
import type { Database, SqlValue } from './database.ts';
import { compileFilter } from './filter-sql.ts';
import { quoted } from './keys.ts';
import { readRunRows } from './run-rows.ts';

/**
 * One page of runs, and how many there are in all. Only words of this file become SQL: what a person wrote is looked up
 * or bound. Throws `invalidInput` for a key that cannot be sorted by.
 */
export function listRuns(context: StoreContext, input: RunQuery): RunPage {
  const { sort, limit, offset, ...rest } = runQuery.parse(input);
  const { db, now } = context;
  return db.consistently(() => {
    const filter = filterOf(rest, now());
    const order = parseSort(db, sort);
    const keys = order.by === 'column'
      ? pageByColumn(db, filter, order, limit, offset)
      : pageByMetric(db, filter, order, limit, offset);
    return { rows: readRunRows(context, keys), total: count(db, `FROM runs WHERE ${filter.sql}`, filter.values) };
  });
}

interface Filter {
  sql: string;
  values: SqlValue[];
}

type Wanted = Pick<z.output<typeof runQuery>, 'trash' | 'status' | 'experimentId' | 'filter'>;

function filterOf({ trash, status, experimentId, filter }: Wanted, now: number): Filter {
  const terms = [trash ? 'runs.trashed_at IS NOT NULL' : 'runs.trashed_at IS NULL'];
  const values: SqlValue[] = [];
  if (status !== undefined) {
    terms.push(`runs.status IN (${status.map(() => '?').join(', ')})`);
    values.push(...status);
  }
  if (experimentId !== undefined) {
    terms.push('runs.experiment = (SELECT key FROM experiments WHERE id = ?)');
    values.push(experimentId);
  }
  const written = filter === undefined ? null : parsedFilter(filter);
  if (written) {
    const condition = compileFilter(written, now);
    terms.push(condition.sql);
    values.push(...condition.parameters);
  }
  return { sql: terms.join(' AND '), values };
}

function parsedFilter(text: string): WrittenFilter | null {
  const parsed = parseFilter(text);
  if (parsed.ok) return parsed.filter;
  throw new AppError('invalidInput', `The filter has a mistake at column ${parsed.mistake.column}: ${parsed.mistake.message}.`, 'filter');
}

type Direction = 'ASC' | 'DESC';
type Order =
  | (ColumnOrder & { by: 'column'; direction: Direction })
  | { by: 'metric'; /** null for one that no run has yet */ metric: number | null; column: SummaryColumn; direction: Direction };

/** Each is read along an index, so that a page costs the same however many runs there are. */
interface ColumnOrder {
  from: string;
  terms: string[];
}

const columns = new Map<string, ColumnOrder>(Object.entries({
  createdAt: { from: 'runs', terms: ['runs.created_at'] },
  name: { from: 'runs', terms: ['runs.name COLLATE NOCASE'] },
  status: { from: 'runs', terms: ['runs.status', 'runs.created_at'] },
  dataSet: { from: 'data_sets CROSS JOIN runs ON runs.data_set = data_sets.key', terms: ['data_sets.name COLLATE NOCASE', 'data_sets.key'] },
  epochs: { from: 'runs', terms: ['runs.epochs'] },
  trainSeconds: { from: 'runs', terms: ['runs.train_seconds'] },
}));

type SummaryColumn = 'last' | 'min' | 'max' | 'best';

function parseSort(db: Database, sort: string): Order {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  const key = sort.replace(/^-/, '');
  const column = columns.get(key);
  if (column) return { by: 'column', ...column, direction };
  const [, name = key, part = 'last'] = /^(.+)\.(min|max|best)$/s.exec(key) ?? [];
  const metric = db.get<{ key: number }>('SELECT key FROM metric_names WHERE name = ?', name)?.key ?? null;
  if (metric === null && !/^\w{1,100}$/.test(name))
    throw new AppError('invalidInput', `Runs cannot be sorted by ${quoted(key)}. Use ${[...columns.keys()].join(', ')}, or a metric such as val_loss, val_loss.min or val_accuracy.max.`, 'sort');
  return { by: 'metric', metric, column: part as SummaryColumn, direction };
}

function pageByColumn(db: Database, filter: Filter, { from, terms, direction }: Order & { by: 'column' }, limit: number, offset: number): number[] {
  const order = [...terms, 'runs.key'].map((term) => `${term} ${direction}`).join(', ');
  return keysOf(db, `FROM ${from} WHERE ${filter.sql} ORDER BY ${order}`, filter.values, limit, offset);
}

/** Runs that have the metric by its value, NaN last, read along its index; then those that do not have it, newest first. */
function pageByMetric(db: Database, filter: Filter, { metric, column, direction }: Order & { by: 'metric' }, limit: number, offset: number): number[] {
  const having = `FROM summaries CROSS JOIN runs ON runs.key = summaries.run WHERE summaries.metric = ? AND ${filter.sql}`;
  const values = [metric, ...filter.values];
  const ranked = keysOf(db, `${having} ORDER BY summaries.${column} ${direction} NULLS LAST, summaries.run ${direction}`, values, limit, offset);
  if (ranked.length === limit) return ranked;
  const skipped = Math.max(0, offset - count(db, having, values));
  const lacking = `FROM runs WHERE ${filter.sql} AND NOT EXISTS (SELECT 1 FROM summaries WHERE summaries.run = runs.key AND summaries.metric = ?)`;
  return ranked.concat(keysOf(db, `${lacking} ORDER BY runs.key DESC`, [...filter.values, metric], limit - ranked.length, skipped));
}

const keysOf = (db: Database, query: string, values: SqlValue[], limit: number, offset: number): number[] =>
  db.tuples<[number]>(`SELECT runs.key ${query} LIMIT ? OFFSET ?`, ...values, limit, offset).map(([key]) => key);

const count = (db: Database, query: string, values: SqlValue[]): number =>
  db.get<{ count: number }>(`SELECT count(*) AS count ${query}`, ...values)!.count;
