import { typeOf } from '../../contract/filter/meaning.ts';
import type { Field, Filter, MetricPart, Operator, RowField, Value } from '../../contract/filter/ast.ts';

/** A condition on the table `runs`; everything that a person wrote is in `parameters`, nothing of it in `sql`. */
export interface Condition {
  sql: string;
  parameters: (string | number)[];
}

/** A filter that is no combination of others. */
export type SingleFilter = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'oneOf' }>;

/**
 * Compiles a filter. A comparison with what a run does not have is false, whatever the operator; `= null` finds it.
 * `now` is in milliseconds since 1970, for ages such as `7d`.
 */
export function compileFilter(filter: Filter, now: number): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(filter.parts.map((part) => compileFilter(part, now)), filter.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return negated(compileFilter(filter.part, now));
    case 'oneOf':
      return joined(equalities(filter).map((one) => compileFilter(one, now)), ' OR ');
    default: {
      const { negate, test } = meaningOf(filter, now);
      // A comparison with NULL is NULL, and so would be its negation.
      const condition = test.kind === 'row' ? { ...test, sql: `coalesce(${test.sql}, 0)` } : { ...test, sql: `(runs.key IN (${test.sql}))` };
      return negate ? negated(condition) : condition;
    }
  }
}

/** A query for the keys of the runs that a single filter finds; or, where `negate` is set, of those that it does not. */
export interface KeyQuery extends Condition {
  negate: boolean;
}

/** `among` is a condition on `runs` that lets columns of a run be looked up in an index; other tables are not narrowed by it. */
export function selectKeys(filter: SingleFilter, now: number, among: string): KeyQuery {
  const { negate, test: { kind, sql, parameters } } = meaningOf(filter, now);
  return { negate, sql: kind === 'row' ? `SELECT runs.key FROM runs WHERE ${among} AND ${sql}` : sql, parameters };
}

/** `in (…)` as the comparisons that it stands for. */
export function equalities({ field, values }: Extract<Filter, { kind: 'oneOf' }>): SingleFilter[] {
  return values.map((value) => ({ kind: 'compare', field, operator: '=', value }));
}

function joined(conditions: Condition[], word: string): Condition {
  return { sql: `(${conditions.map((c) => c.sql).join(word)})`, parameters: conditions.flatMap((c) => c.parameters) };
}

const negated = ({ sql, parameters }: Condition): Condition => ({ sql: `NOT ${sql}`, parameters });

/** `row`: a condition on a row of `runs`, perhaps NULL. `keys`: a query for keys, each of its parts along an index. */
interface Test extends Condition {
  kind: 'row' | 'keys';
}

interface Meaning {
  test: Test;
  /** the runs that the test does not find are meant */
  negate: boolean;
}

function meaningOf(filter: SingleFilter, now: number): Meaning {
  switch (filter.kind) {
    case 'tag':
      return plainly({ kind: 'keys', sql: 'SELECT run FROM tags WHERE tag = ?', parameters: [filter.tag] });
    case 'text':
      return plainly(freeText(filter.text));
    case 'compare':
      return filter.value.kind === 'null'
        ? { test: presence(filter.field), negate: filter.operator !== '!=' }
        : plainly(comparison(filter.field, filter.operator, filter.value, now));
  }
}

const plainly = (test: Test): Meaning => ({ test, negate: false });

/** instr over lower-case text rather than LIKE, so that % and _ mean themselves. Of tags each different one is looked at once. */
function freeText(text: string): Test {
  const wanted = text.toLowerCase();
  return {
    kind: 'keys',
    sql: `SELECT key FROM runs WHERE instr(lower(name), ?) > 0
      UNION ALL SELECT run FROM notes WHERE instr(lower(text), ?) > 0
      UNION ALL SELECT run FROM tags WHERE tag IN (
        WITH RECURSIVE known (tag) AS (
          SELECT min(tag) FROM tags UNION ALL SELECT (SELECT min(tag) FROM tags WHERE tag > known.tag) FROM known WHERE known.tag IS NOT NULL)
        SELECT tag FROM known WHERE instr(lower(tag), ?) > 0)`,
    parameters: [wanted, wanted, wanted],
  };
}

function comparison(field: Field, operator: Operator, value: Exclude<Value, { kind: 'null' }>, now: number): Test {
  const wanted = operand(field, value, now);
  switch (field.kind) {
    case 'row': {
      const { kind, value, where } = ROW[field.name];
      const { sql, parameters } = tested(value, operator, wanted);
      return { kind, sql: where(sql), parameters };
    }
    case 'metric':
      return ofName(METRIC_ROWS, field.name, tested(METRIC[field.of], operator, wanted));
    case 'config':
      return ofName(CONFIG_ROWS, field.path, tested(value.kind === 'text' ? 'text' : 'number', operator, wanted));
  }
}

function ofName(rows: string, name: string, { sql, parameters }: Condition): Test {
  return { kind: 'keys', sql: `${rows} AND ${sql}`, parameters: [name, ...parameters] };
}

const METRIC_ROWS = 'SELECT run FROM summaries WHERE metric = (SELECT key FROM metric_names WHERE name = ?)';
const CONFIG_ROWS = 'SELECT run FROM config_values WHERE path = (SELECT key FROM config_paths WHERE path = ?)';

function tested(expression: string, operator: Operator, operand: string | number): Condition {
  if (operator === '~') return { sql: `(instr(lower(${expression}), ?) > 0)`, parameters: [String(operand).toLowerCase()] };
  return { sql: `(${expression} ${SQL[operator]} ?)`, parameters: [operand] };
}

function presence(field: Field): Test {
  switch (field.kind) {
    case 'row': {
      const { kind, value, where } = ROW[field.name];
      return { kind, sql: where(`(${value} IS NOT NULL)`), parameters: [] };
    }
    case 'metric':
      return ofName(METRIC_ROWS, field.name, { sql: `${METRIC[field.of]} IS NOT NULL`, parameters: [] });
    case 'config':
      return ofName(CONFIG_ROWS, field.path, { sql: '(number IS NOT NULL OR text IS NOT NULL)', parameters: [] });
  }
}

/** Times are stored in milliseconds, durations in seconds; an age is that long before `now`. */
function operand(field: Field, value: Exclude<Value, { kind: 'null' }>, now: number): string | number {
  switch (value.kind) {
    case 'number':
      return value.number;
    case 'boolean':
      return value.boolean ? 1 : 0;
    case 'duration':
      return typeOf(field) === 'time' ? now - value.seconds * 1000 : value.seconds;
    case 'text':
      return typeOf(field) === 'time' ? Date.parse(value.text) : value.text;
  }
}

const SQL: Record<Exclude<Operator, '~'>, string> = { '=': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

const METRIC: Record<MetricPart, string> = { last: 'last', min: 'min', max: 'max', best: 'best' };

interface Place {
  kind: Test['kind'];
  value: string;
  /** the test that a condition on the value makes */
  where(condition: string): string;
}

/** What stands in another table is looked up there once, not for each run. */
const ROW: Record<RowField, Place> = {
  id: column('id'), name: column('name'), status: column('status'), stopReason: column('stop_reason'), error: column('error'),
  experiment: { kind: 'row', value: 'name', where: (condition) => `(runs.experiment IN (SELECT key FROM experiments WHERE ${condition}))` },
  dataSet: { kind: 'row', value: 'name', where: (condition) => `(runs.data_set IN (SELECT key FROM data_sets WHERE ${condition}))` },
  note: { kind: 'keys', value: 'text', where: (condition) => `SELECT run FROM notes WHERE ${condition}` },
  epochs: column('epochs'), bestEpoch: column('best_epoch'), parameters: column('parameters'), duration: column('train_seconds'),
  created: column('created_at'), started: column('started_at'), ended: column('ended_at'),
  starred: column('starred'), locked: column('locked'),
};

function column(name: string): Place {
  return { kind: 'row', value: `runs.${name}`, where: (condition) => condition };
}
