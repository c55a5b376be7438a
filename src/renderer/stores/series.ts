import type { PointsDelta, Series } from '../../contract/runs.ts';

/** The curves of one run: metric → values, `epochs` shared by position with each metric's `values`. */
export type Curves = ReadonlyMap<string, Curve>;

export interface Curve {
  epochs: number[];
  values: number[];
}

export function curvesOf(series: readonly Series[]): Curves {
  return new Map(series.map(({ metric, epochs, values }) => [metric, { epochs: [...epochs], values: [...values] }]));
}

/** The last epoch of which any metric is known, or -1. */
export function lastEpochOf(curves: Curves): number {
  let last = -1;
  for (const { epochs } of curves.values()) last = Math.max(last, epochs[epochs.length - 1] ?? -1);
  return last;
}

/**
 * The curves with a delta's points behind them. Points of epochs that a curve already has are ignored, so a delta
 * that overlaps the history, or comes twice, changes nothing. The arrays are shared with what was given, and grow.
 */
export function withDelta(curves: Curves, delta: PointsDelta): Curves {
  const next = new Map(curves);
  for (const [metric, values] of Object.entries(delta.values)) {
    const curve = next.get(metric) ?? { epochs: [], values: [] };
    const last = curve.epochs[curve.epochs.length - 1] ?? -1;
    delta.epochs.forEach((epoch, at) => {
      const value = values[at];
      if (epoch <= last || value === undefined) return;
      curve.epochs.push(epoch);
      curve.values.push(value);
    });
    next.set(metric, { epochs: curve.epochs, values: curve.values });
  }
  return next;
}

/** Whether epochs lie between the last one known and the first one of the delta: then history must be asked for. */
export function leavesGap(curves: Curves, delta: PointsDelta): boolean {
  const first = delta.epochs[0];
  return first !== undefined && first > Math.max(0, lastEpochOf(curves)) + 1;
}

/** The value of a metric at an epoch, null where there is none. */
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
