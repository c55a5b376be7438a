import { valueAt, type Curves } from '../../stores/series.ts';
import { inMetricOrder } from '../../format/metric-names.ts';

export interface EpochMetric {
  metric: string;
  value: number | null;
  /** since the epoch before */
  change: number | null;
}

/** Every metric of a run at an epoch. Epoch 0 is before any training and has none. `known`: values that the curves may lack. */
export function metricsAt(curves: Curves, epoch: number, known: Readonly<Record<string, number>> = {}): EpochMetric[] {
  return inMetricOrder(curves.keys()).map((metric) => {
    const value = valueAt(curves, metric, epoch) ?? known[metric] ?? null;
    const before = valueAt(curves, metric, epoch - 1);
    return { metric, value, change: value === null || before === null ? null : value - before };
  });
}

/** Whether some curve goes by an epoch without a point there, as those of long runs do: its value has to be asked for. */
export function lacksEpoch(curves: Curves, epoch: number): boolean {
  return [...curves].some(([metric, { epochs }]) => epoch > (epochs[0] ?? Infinity) && epoch < (epochs[epochs.length - 1] ?? 0) && valueAt(curves, metric, epoch) === null);
}
