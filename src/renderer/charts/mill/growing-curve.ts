import type { Curve } from '../../../contract/curves.ts';
import type { MorePoints } from './messages.ts';

/** A run's curve that takes in points as they come. `revision` changes with it. */
export interface GrowingCurve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly revision: number;
  append(more: MorePoints): void;
}

/** Points without a place on the axis are left out. */
export function growingCurve(curve: Curve): GrowingCurve {
  const placed = allFinite(curve.x);
  const keep = placed ? null : Array.from(curve.x.keys()).filter((at) => Number.isFinite(curve.x[at]));
  const chosen = (values: Float64Array) => (keep === null ? values : Float64Array.from(keep, (at) => values[at]!));
  let [x, y] = [chosen(curve.x), chosen(curve.y)];
  let count = x.length;
  let lastEpoch = curve.epochs[curve.epochs.length - 1] ?? -Infinity;
  let revision = 0;

  return {
    get x() { return x.subarray(0, count); },
    get y() { return y.subarray(0, count); },
    get revision() { return revision; },
    append(more) {
      more.epochs.forEach((epoch, at) => {
        const [nextX, nextY] = [more.x[at], more.y[at]];
        if (epoch <= lastEpoch || nextX === undefined || nextY === undefined || !Number.isFinite(nextX)) return;
        if (count === x.length) [x, y] = [roomier(x), roomier(y)];
        x[count] = nextX;
        y[count] = nextY;
        count++;
        lastEpoch = epoch;
        revision++;
      });
    },
  };
}

function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! - values[i]! !== 0) return false;
  return true;
}

function roomier(values: Float64Array): Float64Array {
  const grown = new Float64Array(Math.max(256, values.length * 2));
  grown.set(values);
  return grown;
}
