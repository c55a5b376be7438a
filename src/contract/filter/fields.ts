import { metricParts, rowFields, type Field, type MetricPart, type RowField } from './ast.ts';

const METRIC = /^((?:train|val|test)_[a-z0-9_]+|learning_rate|gradient_norm|epoch_seconds)(?:\.([a-z]+))?$/;

/** What a name before a comparison means, or a sentence that says why it means nothing. */
export function fieldNamed(text: string): Field | { problem: string } {
  if (Object.hasOwn(rowFields, text)) return { kind: 'row', name: text as RowField };
  const metric = METRIC.exec(text);
  if (metric) return metricField(metric[1]!, metric[2]);
  if (text.split('.').some((part) => part === '__proto__' || part === 'constructor' || part === 'prototype'))
    return { problem: `“${text}” is not a field` };
  if (text.includes('.') || CONFIG_ROOTS.has(text)) return { kind: 'config', path: text };
  return { problem: `“${text}” is not a field; use one of ${Object.keys(rowFields).join(', ')}, a metric such as val_loss, or a path of the config such as optimizer.name` };
}

function metricField(name: string, part: string | undefined): Field | { problem: string } {
  const of = part ?? 'last';
  if ((metricParts as readonly string[]).includes(of)) return { kind: 'metric', name, of: of as MetricPart };
  return { problem: `a metric has .${metricParts.join(', .')}, not “.${of}”` };
}

/** Config values that stand at the top of the document. */
export const CONFIG_ROOTS = new Set(['loss', 'clipNorm', 'batchSize', 'shuffle', 'seed', 'from', 'earlyStopping']);
