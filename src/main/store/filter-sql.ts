import { typeOf } from '../../contract/filter/meaning.ts';
import type { Field, Filter, MetricPart, Operator, RowField, Value } from '../../contract/filter/ast.ts';

/** A condition on the table `runs`; everything that a person wrote is in `parameters`, nothing of it in `sql`. */
export interface Condition {
  sql: string;
  parameters: (string | number)[];
}

/**
 * Compiles a filter. A comparison with what a run does not have is false, whatever the operator; `= null` finds it.
 * `now` is in milliseconds since 1970, for ages such as `7d`.
 */
export function compileFilter(filter: Filter, now: number): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(filter.parts.map((part) => compileFilter(part, now)), filter.kind === 'and' ? ' AND ' : ' OR ');
    case 'not': {
      const { sql, parameters } = compileFilter(filter.part, now);
      return { sql: `NOT ${sql}`, parameters };
    }
    case 'compare':
      return compare(filter.field, filter.operator, filter.value, now);
    case 'oneOf':
      return joined(filter.values.map((value) => compare(filter.field, '=', value, now)), ' OR ');
    case 'tag':
      return { sql: '(runs.key IN (SELECT run FROM tags WHERE tag = ?))', parameters: [filter.tag] };
    case 'text':
      return freeText(filter.text);
  }
}

function joined(conditions: Condition[], word: string): Condition {
  return { sql: `(${conditions.map((c) => c.sql).join(word)})`, parameters: conditions.flatMap((c) => c.parameters) };
}

/** instr over lower-case text rather than LIKE, so that % and _ mean themselves. */
function freeText(text: string): Condition {
  const wanted = text.toLowerCase();
  return {
    sql: `(instr(lower(runs.name), ?) > 0
      OR runs.key IN (SELECT run FROM notes WHERE instr(lower(text), ?) > 0)
      OR runs.key IN (SELECT run FROM tags WHERE instr(lower(tag), ?) > 0))`,
    parameters: [wanted, wanted, wanted],
  };
}

function compare(field: Field, operator: Operator, value: Value, now: number): Condition {
  if (value.kind === 'null') return absence(field, operator);
  switch (field.kind) {
    case 'row':
      return alwaysSet.has(field.name)
        ? tested(ROW[field.name], operator, operand(field, value, now))
        : orFalse(tested(ROW[field.name], operator, operand(field, value, now)));
    case 'metric':
      return among('SELECT run FROM summaries WHERE metric = (SELECT key FROM metric_names WHERE name = ?) AND ', [field.name], tested(METRIC[field.of], operator, operand(field, value, now)));
    case 'config':
      return among('SELECT run FROM config_values WHERE path = (SELECT key FROM config_paths WHERE path = ?) AND ', [field.path], tested(value.kind === 'text' ? 'text' : 'number', operator, operand(field, value, now)));
  }
}

function among(select: string, before: string[], { sql, parameters }: Condition): Condition {
  return { sql: `(runs.key IN (${select}${sql}))`, parameters: [...before, ...parameters] };
}

function tested(expression: string, operator: Operator, operand: string | number): Condition {
  if (operator === '~') return { sql: `(instr(lower(${expression}), ?) > 0)`, parameters: [String(operand).toLowerCase()] };
  return { sql: `(${expression} ${SQL[operator]} ?)`, parameters: [operand] };
}

/** A comparison with NULL is NULL, and so would be its negation. Within a subquery's WHERE that is false anyway, and an index can be used. */
function orFalse({ sql, parameters }: Condition): Condition {
  return { sql: `coalesce(${sql}, 0)`, parameters };
}

function absence(field: Field, operator: Operator): Condition {
  const present = presence(field);
  return operator === '!=' ? present : { sql: `NOT ${present.sql}`, parameters: present.parameters };
}

function presence(field: Field): Condition {
  switch (field.kind) {
    case 'row':
      return { sql: `(${ROW[field.name]} IS NOT NULL)`, parameters: [] };
    case 'metric':
      return { sql: `(runs.key IN (SELECT run FROM summaries WHERE metric = (SELECT key FROM metric_names WHERE name = ?) AND ${METRIC[field.of]} IS NOT NULL))`, parameters: [field.name] };
    case 'config':
      return { sql: '(runs.key IN (SELECT run FROM config_values WHERE path = (SELECT key FROM config_paths WHERE path = ?) AND coalesce(number, text) IS NOT NULL))', parameters: [field.path] };
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

const alwaysSet: ReadonlySet<RowField> = new Set(['id', 'name', 'status', 'experiment', 'dataSet', 'epochs', 'duration', 'starred', 'locked', 'created']);

const METRIC: Record<MetricPart, string> = { last: 'last', min: 'min', max: 'max', best: 'best' };

const ROW: Record<RowField, string> = {
  id: 'runs.id', name: 'runs.name', status: 'runs.status', stopReason: 'runs.stop_reason', error: 'runs.error',
  experiment: '(SELECT name FROM experiments WHERE key = runs.experiment)',
  dataSet: '(SELECT name FROM data_sets WHERE key = runs.data_set)',
  note: '(SELECT text FROM notes WHERE run = runs.key)',
  epochs: 'runs.epochs', bestEpoch: 'runs.best_epoch', parameters: 'runs.parameters', duration: 'runs.train_seconds',
  created: 'runs.created_at', started: 'runs.started_at', ended: 'runs.ended_at',
  starred: 'runs.starred', locked: 'runs.locked',
};
