import { computed } from 'vue';
import { columnOf, type Column } from '../../compare/columns/column.ts';
import type { Scalar } from '../../compare/flatten.ts';
import { featuresOf } from '../../compare/importance/gather.ts';
import { isChance } from '../../compare/replicates.ts';
import { comparedCell } from '../../contract/compared-cell.ts';
import { metricParts, type MetricPart } from '../../contract/filter/ast.ts';
import { knownValues } from '../../contract/known-config.ts';
import { columnKey, columnNamed } from '../../contract/run-columns.ts';
import type { RunRow } from '../../contract/runs.ts';
import { inMetricOrder } from '../format/metric-names.ts';
import { useComparison } from './comparison.ts';

/** A column that a picture can be of. */
export interface ColumnOption {
  key: string;
  label: string;
  note: string;
}

export const partWords: Record<MetricPart, string> = { best: 'at the best epoch', last: 'final', min: 'lowest', max: 'highest' };

/** The columns in which the compared runs differ, and those that say most at first sight. */
export function useComparedColumns() {
  const comparison = useComparison();
  /** configs do not change while runs train on */
  const values = computed<readonly ReadonlyMap<string, Scalar>[]>((before) => {
    const now = comparison.rows.map(knownValues);
    return before && before.length === now.length && before.every((one, at) => one === now[at]) ? before : now;
  });
  const metrics = computed<string[]>((before) => {
    const now = inMetricOrder(new Set(comparison.rows.flatMap((row) => Object.keys(row.metrics))));
    return before && before.join('\n') === now.join('\n') ? before : now;
  });
  const usual = computed(() => usualMetric(metrics.value));

  /** Whether a column of it says anything: where one config has "none" and another a whole part of its own, what is in that part does. */
  const tells = (path: string) => new Set(values.value.map((one) => one.get(path) ?? null)).size > 1;

  const configOptions = computed<ColumnOption[]>(() => {
    const paths = new Set(values.value.flatMap((one) => [...one.keys()]));
    const differing = [...paths].filter(tells);
    const layers = differing.some((path) => path.startsWith('network.'));
    return [
      ...(layers ? [{ key: 'network', label: 'network', note: 'hidden layers' }] : []),
      ...['dataSet', 'experiment'].filter((name) => new Set(comparison.rows.map((row) => row[name as 'dataSet' | 'experiment'])).size > 1).map((name) => ({ key: name, label: name === 'dataSet' ? 'data set' : name, note: '' })),
      ...differing.filter((path) => path !== 'data.set').map((path) => ({ key: columnKey({ kind: 'config', path }), label: path, note: isChance(path) ? 'chance' : '' })),
    ];
  });
  const metricOptions = computed<ColumnOption[]>(() => metrics.value.flatMap((name) => metricParts.map((of) => metricOption(name, of))
    .sort((a, b) => Number(b.note === partWords.best) - Number(a.note === partWords.best))));
  const options = computed(() => [...configOptions.value, { key: 'parameters', label: 'parameters', note: '' }, { key: 'duration', label: 'duration', note: 'seconds trained' }, ...metricOptions.value]);

  /** Config values that can be told apart, layers as one, and the metric that runs are judged by. */
  const usualAxes = computed(() => {
    const features = featuresOf(values.value).flatMap(({ paths }) => paths.find(tells) ?? []).filter((path) => path !== 'data.set');
    const ofNetwork = features.filter((path) => path.startsWith('network.'));
    const plain = ofNetwork.length > 1 ? features.filter((path) => !path.startsWith('network.')) : features;
    const keys = plain.map((path) => columnKey({ kind: 'config', path }));
    if (ofNetwork.length > 1) keys.unshift('network');
    return [...keys.slice(0, 6), ...(usual.value === null ? [] : [columnKey({ kind: 'metric', name: usual.value, of: 'best' })])];
  });

  return { options, configOptions, metricOptions, metrics, usual, usualAxes };
}

function metricOption(name: string, of: MetricPart): ColumnOption {
  const key = columnKey({ kind: 'metric', name, of });
  return { key, label: columnLabel(key), note: partWords[of] };
}

/** What these runs are usually judged by; null where they have no metric. */
const usualMetric = (metrics: readonly string[]): string | null => ['val_accuracy', 'val_r2', 'val_loss'].find((name) => metrics.includes(name)) ?? metrics[0] ?? null;

/** The values of a column, a value a run. */
export function columnFor(key: string, rows: readonly RunRow[]): Column {
  const field = columnNamed(key);
  return columnOf(rows.map((row) => {
    const value = field === null ? null : comparedCell(row, field);
    return Array.isArray(value) ? value.join(' ') : (value ?? undefined);
  }));
}

/** `val_loss at the best epoch`, `optimizer.learningRate`. */
export function columnLabel(key: string): string {
  const field = columnNamed(key);
  if (field?.kind === 'metric') return field.of === 'last' ? `${field.name} final` : `${field.name} ${field.of}`;
  if (field?.kind === 'config') return field.path;
  return key === 'dataSet' ? 'data set' : key;
}
