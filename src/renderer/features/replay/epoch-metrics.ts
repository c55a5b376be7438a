import type { Curves } from '../../stores/series.ts';
import { inMetricOrder } from '../../format/metric-names.ts';

export interface EpochMetric {
  metric: string;
  value: number | null;
  /** since the epoch before */
  change: number | null;
}

/** Every metric of a run at an epoch. Epoch 0 is before any training and has none. */
export function metricsAt(curves: Curves, epoch: number): EpochMetric[] {
  return inMetricOrder(curves.keys()).map((metric) => {
    const value = valueAt(curves, metric, epoch);
    const before = valueAt(curves, metric, epoch - 1);
    return { metric, value, change: value === null || before === null ? null : value - before };
  });
}

export function valueAt(curves: Curves, metric: string, epoch: number): number | null {
  const curve = curves.get(metric);
  if (!curve) return null;
  // Epochs nearly always stand at their own number less one.
  let [low, high] = [0, curve.epochs.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = curve.epochs[middle]!;
    if (found === epoch) return curve.values[middle]!;
    if (found < epoch) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
