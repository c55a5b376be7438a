import type { MorePoints } from '../charts/mill/messages.ts';
import type { Curve, CurveAxis } from '../../contract/curves.ts';
import type { PointsDelta } from '../../contract/runs.ts';

/** Where a run's curve ends, which is where its next points go on. */
export interface CurveEnd {
  epoch: number;
  x: number;
  /** optimizer steps of the last epoch, for a fork's own ones may be as many as its parent's or not; null before one is known */
  stepsPerEpoch: number | null;
}

export function curveEnd({ epochs, x }: Pick<Curve, 'epochs' | 'x'>): CurveEnd {
  const epoch = epochs[epochs.length - 1] ?? 0;
  const last = x[x.length - 1] ?? 0;
  const before = { epoch: epochs[epochs.length - 2] ?? 0, x: x[x.length - 2] ?? 0 };
  return { epoch, x: last, stepsPerEpoch: epoch > before.epoch ? (last - before.x) / (epoch - before.epoch) : null };
}

/**
 * The points that a delta adds behind `end`, which moves along; `gap` where points lie between that have not been heard of, or
 * their place on the axis cannot be told from here: then the run is read again. `now` is in milliseconds since 1970.
 */
export function morePoints(delta: PointsDelta, metric: string, axis: CurveAxis, end: CurveEnd, now: number): MorePoints | 'gap' | null {
  const values = delta.values[metric];
  const first = delta.epochs[0];
  if (values === undefined || first === undefined || delta.epochs[delta.epochs.length - 1]! <= end.epoch) return null;
  if (first > end.epoch + 1) return 'gap';
  const more: MorePoints = { runId: delta.runId, epochs: [], x: [], y: [] };
  const seconds = delta.values['epoch_seconds'];
  for (let at = 0; at < delta.epochs.length; at++) {
    const epoch = delta.epochs[at]!;
    if (epoch <= end.epoch) continue;
    const x = placeOf(epoch, seconds?.[at], axis, end, now);
    if (x === null) return 'gap';
    Object.assign(end, { epoch, x });
    more.epochs.push(epoch);
    more.x.push(x);
    more.y.push(values[at]!);
  }
  return more;
}

function placeOf(epoch: number, seconds: number | undefined, axis: CurveAxis, end: CurveEnd, now: number): number | null {
  switch (axis) {
    case 'epoch': return epoch;
    case 'step': return end.stepsPerEpoch === null ? null : end.x + (epoch - end.epoch) * end.stepsPerEpoch;
    case 'wall': return Math.max(end.x, now);
    // Epochs that were left out took about as long as this one.
    case 'relative': return seconds === undefined ? null : end.x + (seconds > 0 ? seconds : 0) * (epoch - end.epoch);
  }
}
