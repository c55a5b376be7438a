import { decimate } from '../../compare/decimate.ts';
import { evenly } from '../../compare/evenly.ts';
import { unpackCurve, type PackedSeries } from '../../contract/curves.ts';
import type { PointsDelta } from '../../contract/runs.ts';

/** The curves of one run: metric → values, by position those of `epochs`. Of a long run not every epoch is among them. */
export type Curves = ReadonlyMap<string, Curve>;

export interface Curve {
  epochs: number[];
  values: number[];
}

export function curvesOf(series: readonly PackedSeries[]): Curves {
  return new Map(series.map((packed) => {
    const { epochs, y } = unpackCurve(packed);
    return [packed.metric, { epochs: [...epochs], values: [...y] }];
  }));
}

/** The last epoch of which any metric is known, or -1. */
export function lastEpochOf(curves: Curves): number {
  let last = -1;
  for (const { epochs } of curves.values()) last = Math.max(last, epochs[epochs.length - 1] ?? -1);
  return last;
}

/**
 * The curves with a delta's points behind them. Points of epochs that a curve already has are ignored, so a delta
 * that overlaps the history, or comes twice, changes nothing. The arrays are shared with what was given, and grow; one that
 * has more than `most` points is made anew of those that draw the same picture, so that nothing grows with a run.
 */
export function withDelta(curves: Curves, delta: PointsDelta, { most = Infinity, metrics }: { most?: number; metrics?: readonly string[] } = {}): Curves {
  const next = new Map(curves);
  for (const [metric, values] of Object.entries(delta.values)) {
    if (metrics && !metrics.includes(metric)) continue;
    const curve = next.get(metric) ?? { epochs: [], values: [] };
    const last = curve.epochs[curve.epochs.length - 1] ?? -1;
    delta.epochs.forEach((epoch, at) => {
      const value = values[at];
      if (epoch <= last || value === undefined) return;
      curve.epochs.push(epoch);
      curve.values.push(value);
    });
    next.set(metric, curve.epochs.length > most ? coarser(curve, most) : { epochs: curve.epochs, values: curve.values });
  }
  return next;
}

/** About half as many points. */
function coarser({ epochs, values }: Curve, most: number): Curve {
  const picture = decimate({ x: epochs, y: values }, epochs[0]!, epochs[epochs.length - 1]!, Math.ceil(most / 8));
  const kept = evenly(picture.length, Math.ceil(most / 2)).map((at) => picture[at]!);
  return { epochs: kept.map((at) => epochs[at]!), values: kept.map((at) => values[at]!) };
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
