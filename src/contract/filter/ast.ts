/** A parsed filter. `at` and `end` are offsets into the text, for messages and marks. */

export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'compare'; field: Field; operator: Operator; value: Value }
  | { kind: 'oneOf'; field: Field; values: Value[] }
  | { kind: 'tag'; tag: string }
  /** in name, note or a tag, whatever the case */
  | { kind: 'text'; text: string };

/** in characters: long enough for hundreds of conditions */
export const LONGEST_FILTER = 4000;

export const operators = ['=', '!=', '<', '<=', '>', '>=', '~'] as const;
/** `~` is "contains", whatever the case. */
export type Operator = (typeof operators)[number];

export type Field =
  | { kind: 'row'; name: RowField }
  | { kind: 'metric'; name: string; of: MetricPart }
  /** a dotted path into the run config, for example `optimizer.learningRate` */
  | { kind: 'config'; path: string };

export const metricParts = ['last', 'min', 'max', 'best'] as const;
export type MetricPart = (typeof metricParts)[number];

export type Value =
  | { kind: 'number'; number: number }
  | { kind: 'text'; text: string }
  | { kind: 'boolean'; boolean: boolean }
  /** `null` is a value that is absent or null */
  | { kind: 'null' }
  /** `7d`: against a time, that long ago; against a duration, that long */
  | { kind: 'duration'; seconds: number };

/** The fields of a run that are not in its config, and what they hold. */
export const rowFields = {
  name: 'text', status: 'text', stopReason: 'text', error: 'text', experiment: 'text', dataSet: 'text', note: 'text', id: 'text',
  epochs: 'number', bestEpoch: 'number', parameters: 'number',
  duration: 'duration',
  starred: 'flag', locked: 'flag',
  created: 'time', started: 'time', ended: 'time',
} as const;

export type RowField = keyof typeof rowFields;
export type RowFieldType = (typeof rowFields)[RowField];
