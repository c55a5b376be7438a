import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Field, Filter, Operator, Value } from '../../../src/contract/filter/ast.ts';
import { problemWith } from '../../../src/contract/filter/meaning.ts';
import { parseFilter } from '../../../src/contract/filter/parse.ts';
import { Database as StoreDatabase } from '../../../src/main/store/database.ts';
import { matchingRuns } from '../../../src/main/store/filter-set.ts';
import { compileFilter } from '../../../src/main/store/filter-sql.ts';
import { first } from '../../../src/main/store/migrations/0001-first.ts';
import { always } from '../../support/property.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;

/** A run as the second evaluation sees it, and as rows of the store. */
interface PlainRun {
  name: string;
  experiment: string;
  dataSet: string;
  status: string;
  note: string | null;
  tags: string[];
  epochs: number;
  bestEpoch: number | null;
  duration: number;
  started: number | null;
  metrics: Record<string, Record<'last' | 'min' | 'max' | 'best', number | null>>;
  config: Record<string, number | string | boolean | null>;
}

const summary = (last: number | null, best: number | null = last) => ({ last, min: last, max: last === null ? null : last + 0.1, best });
const runs: PlainRun[] = [
  { name: 'adam 24-24', experiment: 'default', dataSet: 'wdbc', status: 'completed', note: 'the Best one, 100%', tags: ['baseline', 'x'], epochs: 120, bestEpoch: 100, duration: 3, started: NOW - DAY,
    metrics: { val_loss: summary(0.1), val_accuracy: summary(0.97) }, config: { 'optimizer.name': 'adam', 'optimizer.learningRate': 0.001, shuffle: true, clipNorm: null } },
  { name: "o'hara; DROP TABLE runs", experiment: 'failed', dataSet: 'wdbc', status: 'failed', note: null, tags: [], epochs: 0, bestEpoch: null, duration: 0, started: null,
    metrics: {}, config: { 'optimizer.name': 'sgd', 'optimizer.learningRate': 0.1, shuffle: false, clipNorm: 1 } },
  { name: 'diverged', experiment: 'default', dataSet: 'x', status: 'diverged', note: 'NaN', tags: ['x', 'a b'], epochs: 3, bestEpoch: 1, duration: 90, started: NOW - 30 * DAY,
    metrics: { val_loss: summary(null, 0.4), val_accuracy: summary(0.5, null) }, config: { 'optimizer.name': 'adam', 'optimizer.learningRate': 1, shuffle: true } },
];

/** In the trash, where it must not be found among the others. */
const gone: PlainRun = { ...runs[0]!, name: 'gone' };

const database = new Database(':memory:');
database.exec(first.sql);
fill([...runs, gone]);
database.exec(`UPDATE runs SET trashed_at = 1 WHERE name = 'gone'`);
const store = new StoreDatabase(database);
afterAll(() => database.close());

function fill(all: PlainRun[]): void {
  database.exec(`INSERT INTO experiments (key, id, name, created_at) VALUES (1, 'e', 'default', 0), (2, 'f', 'failed', 0);
    INSERT INTO data_sets (key, id, name, content_sha256, row_count, column_count, built_in, source, notes, profile, options, created_at)
    VALUES (1, 'd', 'wdbc', '', 1, 1, 1, '', '[]', '[]', '{}', 0), (2, 'c', 'x', '', 1, 1, 1, '', '[]', '[]', '{}', 0);`);
  all.forEach((run, at) => {
    // Keys have gaps where runs were removed for good.
    const key = 1 + at * 40;
    database.prepare(`INSERT INTO runs (key, id, revision, name, status, experiment, data_set, arithmetic, snapshot_budget, epochs, best_epoch, train_seconds, created_at, started_at)
      VALUES (?, ?, 1, ?, ?, ?, ?, '1', 0, ?, ?, ?, 0, ?)`).run(key, `id${key}`, run.name, run.status, run.experiment === 'default' ? 1 : 2, run.dataSet === 'wdbc' ? 1 : 2, run.epochs, run.bestEpoch, run.duration, run.started);
    if (run.note !== null) database.prepare('INSERT INTO notes (run, text) VALUES (?, ?)').run(key, run.note);
    for (const tag of run.tags) database.prepare('INSERT INTO tags (run, tag) VALUES (?, ?)').run(key, tag);
    for (const [name, value] of Object.entries(run.config)) {
      database.prepare('INSERT OR IGNORE INTO config_paths (path) VALUES (?)').run(name);
      database.prepare('INSERT INTO config_values (run, path, number, text) SELECT ?, key, ?, ? FROM config_paths WHERE path = ?')
        .run(key, typeof value === 'string' ? null : value === null ? null : Number(value), typeof value === 'string' ? value : null, name);
    }
    for (const [name, { last, min, max, best }] of Object.entries(run.metrics)) {
      database.prepare('INSERT OR IGNORE INTO metric_names (name) VALUES (?)').run(name);
      database.prepare(`INSERT INTO summaries (run, metric, last, last_epoch, min, min_epoch, max, max_epoch, best, best_epoch)
        SELECT ?, key, ?, 1, ?, 1, ?, 1, ?, 1 FROM metric_names WHERE name = ?`).run(key, last, min, max, best, name);
    }
  });
}

/** By the compiled condition and by sets of runs, which must find the same. */
function found(filter: Filter): string[] {
  const { sql, parameters } = compileFilter(filter, NOW);
  const byCondition = database.prepare(`SELECT name FROM runs WHERE trashed_at IS NULL AND ${sql} ORDER BY key`).pluck().all(...parameters) as string[];
  expect(matchingRuns(store, filter, NOW, false).keys().map(nameOf)).toEqual(byCondition);
  return byCondition;
}

const nameOf = (key: number) => database.prepare('SELECT name FROM runs WHERE key = ?').pluck().get(key) as string;

function foundBy(text: string): string[] {
  const result = parseFilter(text);
  if (!result.ok || !result.filter) throw new Error(text);
  return found(result.filter);
}

// The second way: straight over the plain runs, in the words of the language's description.

function holds(filter: Filter, run: PlainRun): boolean {
  switch (filter.kind) {
    case 'and': return filter.parts.every((part) => holds(part, run));
    case 'or': return filter.parts.some((part) => holds(part, run));
    case 'not': return !holds(filter.part, run);
    case 'tag': return run.tags.includes(filter.tag);
    case 'text': return [run.name, run.note ?? '', ...run.tags].some((text) => text.toLowerCase().includes(filter.text.toLowerCase()));
    case 'oneOf': return filter.values.some((value) => compares(filter.field, '=', value, run));
    case 'compare': return compares(filter.field, filter.operator, filter.value, run);
  }
}

function compares(field: Field, operator: Operator, value: Value, run: PlainRun): boolean {
  const actual = valueOf(field, run);
  if (value.kind === 'null') return (actual === null) === (operator === '=');
  const wanted = wantedOf(field, value);
  if (actual === null || typeof actual !== typeof wanted) return false;
  switch (operator) {
    case '=': return actual === wanted;
    case '!=': return actual !== wanted;
    case '<': return actual < wanted;
    case '<=': return actual <= wanted;
    case '>': return actual > wanted;
    case '>=': return actual >= wanted;
    case '~': return String(actual).toLowerCase().includes(String(wanted).toLowerCase());
  }
}

function valueOf(field: Field, run: PlainRun): number | string | null {
  if (field.kind === 'metric') return run.metrics[field.name]?.[field.of] ?? null;
  const value = field.kind === 'config' ? run.config[field.path] : (run as unknown as Record<string, number | string | null>)[field.name];
  return value === undefined || value === null ? null : typeof value === 'boolean' ? Number(value) : value;
}

function wantedOf(field: Field, value: Exclude<Value, { kind: 'null' }>): number | string {
  if (value.kind === 'duration') return field.kind === 'row' && field.name === 'started' ? NOW - value.seconds * 1000 : value.seconds;
  if (value.kind === 'boolean') return Number(value.boolean);
  return value.kind === 'number' ? value.number : value.text;
}

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.constantFrom('name', 'status', 'experiment', 'dataSet', 'note', 'epochs', 'bestEpoch', 'duration', 'started').map((name): Field => ({ kind: 'row', name })),
  fc.record({ kind: fc.constant('metric' as const), name: fc.constantFrom('val_loss', 'val_accuracy', 'val_f1'), of: fc.constantFrom('last', 'min', 'max', 'best') }),
  fc.record({ kind: fc.constant('config' as const), path: fc.constantFrom('optimizer.name', 'optimizer.learningRate', 'shuffle', 'clipNorm', 'nothing.here') }),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(0, 0.001, 0.1, 0.5, 0.97, 1, 3, 120).map((number): Value => ({ kind: 'number', number })),
  fc.constantFrom('adam', 'failed', 'NaN', 'x', '%', '_', '', "o'hara; DROP TABLE runs").map((text): Value => ({ kind: 'text', text })),
  fc.constantFrom(1, 604_800, 5_000_000).map((seconds): Value => ({ kind: 'duration', seconds })),
  fc.boolean().map((boolean): Value => ({ kind: 'boolean', boolean })),
  fc.constant<Value>({ kind: 'null' }),
);
const compareArbitrary = fc.record({ kind: fc.constant('compare' as const), field, operator: fc.constantFrom<Operator>('=', '!=', '<', '<=', '>', '>=', '~'), value })
  .filter(({ field, operator, value }) => problemWith(field, operator, value) === null);
const oneOf: fc.Arbitrary<Filter> = fc.record({ kind: fc.constant('oneOf' as const), field, values: fc.array(value, { minLength: 1, maxLength: 3 }) })
  .filter(({ field, values }) => values.every((one) => problemWith(field, '=', one) === null));
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 6, arbitrary: compareArbitrary },
  { weight: 1, arbitrary: oneOf },
  { weight: 1, arbitrary: fc.constantFrom('x', 'baseline', 'a b').map((tag): Filter => ({ kind: 'tag', tag })) },
  { weight: 1, arbitrary: fc.constantFrom('best', 'ADAM', '100%', '_', 'drop', '').map((text): Filter => ({ kind: 'text', text })) },
);
const expression = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof({ maxDepth: 4, depthSize: 'medium' }, leaf,
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), parts: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), part: tie('filter') })),
})).filter;

describe('a filter in SQL', () => {
  it('finds the same runs as a plain evaluation, for any expression', () => {
    always(fc.property(expression, (filter) => {
      expect(found(filter)).toEqual(runs.filter((run) => holds(filter, run)).map((run) => run.name));
    }), { runs: 2000 });
  });

  it('finds in the trash what is in the trash', () => {
    always(fc.property(expression, (filter) => {
      expect(matchingRuns(store, filter, NOW, true).keys().map(nameOf)).toEqual(holds(filter, gone) ? ['gone'] : []);
    }), { runs: 500 });
  });

  it.each([
    ['val_accuracy.max > 0.97 and (optimizer.name = "adam" or optimizer.learningRate < 0.01) and tag:baseline and not status = "failed"', ['adam 24-24']],
    ['started > 7d', ['adam 24-24']],
    ['started < "2026-11-01"', ['diverged']],
    ['shuffle = false', ["o'hara; DROP TABLE runs"]],
    ['val_loss = null', ["o'hara; DROP TABLE runs", 'diverged']],
    ['"100%"', ['adam 24-24']],
    ['duration >= 1m', ['diverged']],
  ])('%s', (text, names) => expect(foundBy(text)).toEqual(names));

  it('keeps what a person wrote out of the SQL, and the tables stand', () => {
    const attacks = [`"x'); DROP TABLE runs; --"`, `name = "' OR 1=1 --"`, `tag:"'; DELETE FROM tags; --"`, `network.0."x" = 1`];
    for (const attack of attacks) {
      const result = parseFilter(attack);
      if (!result.ok || !result.filter) continue;
      expect(compileFilter(result.filter, NOW).sql).not.toMatch(/DROP|DELETE|1=1/);
      expect(found(result.filter)).toEqual([]);
    }
    expect(foundBy(`name = "o'hara; DROP TABLE runs"`)).toHaveLength(1);
    expect(database.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(4);
  });
});
