import { metricParts, rowFields, type Field, type MetricPart, type RowField } from './filter/ast.ts';
import { fieldNamed } from './filter/fields.ts';
import { hiddenLine } from './hidden-line.ts';
import { knownConfig } from './known-config.ts';
import type { RunRow } from './runs.ts';

/**
 * What a column of the list of runs shows, sorts and groups by: a field of the filter language, or one of the few
 * words that are only shown. Columns are named by text everywhere (contract, saved views, addresses, command line):
 * as in a filter, or with `metric:` or `config:` in front where the name alone would mean something else.
 */
export type ColumnField = Field | { kind: 'shown'; name: ShownField };

export const shownFields = ['tags', 'network'] as const;
export type ShownField = (typeof shownFields)[number];

/** NaN is a value of a metric; null is the absence of one. */
export type CellValue = string | number | boolean | null | string[];

/** The field that a column's name means, or null where it means none. */
export function columnNamed(key: string): ColumnField | null {
  if (key.startsWith('metric:')) return metricColumn(key.slice('metric:'.length));
  if (key.startsWith('config:')) return { kind: 'config', path: key.slice('config:'.length) };
  if ((shownFields as readonly string[]).includes(key)) return { kind: 'shown', name: key as ShownField };
  const field = fieldNamed(key);
  return 'problem' in field ? null : field;
}

/** The shortest name that means this field. */
export function columnKey(field: ColumnField): string {
  if (field.kind === 'row' || field.kind === 'shown') return field.name;
  if (field.kind === 'config') return columnNamed(field.path)?.kind === 'config' ? field.path : `config:${field.path}`;
  const short = field.of === 'last' ? field.name : `${field.name}.${field.of}`;
  const meant = columnNamed(short);
  return meant?.kind === 'metric' && meant.name === field.name && meant.of === field.of ? short : `metric:${field.name}.${field.of}`;
}

/** What stands in this column for this run. */
export function cellOf(row: RunRow, field: ColumnField): CellValue {
  switch (field.kind) {
    case 'row': return fromRow[field.name](row);
    case 'shown': return field.name === 'tags' ? row.tags : hiddenLine(knownConfig(row).network ?? []);
    case 'metric': return Object.hasOwn(row.metrics, field.name) ? row.metrics[field.name]![field.of] : null;
    case 'config': return configValue(knownConfig(row), field.path);
  }
}

const fromRow: Record<RowField, (row: RunRow) => CellValue> = {
  id: (row) => row.id, name: (row) => row.name, status: (row) => row.status, stopReason: (row) => row.stopReason, error: (row) => row.error,
  experiment: (row) => row.experiment, dataSet: (row) => row.dataSet, note: (row) => row.note === '' ? null : row.note,
  epochs: (row) => row.epochs, bestEpoch: (row) => row.bestEpoch, parameters: (row) => row.parameters, duration: (row) => row.trainSeconds,
  created: (row) => row.createdAt, started: (row) => row.startedAt, ended: (row) => row.endedAt,
  starred: (row) => row.starred, locked: (row) => row.locked,
};

/** The value at a dotted path; a list of plain values is one value, as its own JSON. */
function configValue(config: unknown, path: string): CellValue {
  let value = path === 'name' ? null : config;
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return null;
    value = (value as Record<string, unknown>)[part];
  }
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? (Array.isArray(value) ? JSON.stringify(value) : null) : (value as string | number | boolean);
}

function metricColumn(text: string): ColumnField | null {
  const at = text.lastIndexOf('.');
  const of = text.slice(at + 1);
  return at > 0 && (metricParts as readonly string[]).includes(of) ? { kind: 'metric', name: text.slice(0, at), of: of as MetricPart } : null;
}

/** Fields of the row that are numbers, times or durations. */
export function isNumericRowField(name: RowField): boolean {
  return rowFields[name] !== 'text' && rowFields[name] !== 'flag';
}
