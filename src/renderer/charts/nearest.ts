import type { DrawnLine } from './mill/messages.ts';
import type { Scale } from '../../compare/drawing/scale.ts';

/** What a line says where the pointer is. */
export interface Reading {
  key: string;
  /** the drawn point that is nearest in x */
  x: number;
  y: number;
  /** pixels between the pointer and the line, straight up or down */
  distance: number;
}

/** The readings of all lines that reach the pointer's x, the nearest line first. `py` is null where the pointer is in another chart. */
export function readingsAt(lines: readonly DrawnLine[], at: number, py: number | null, scales: { x: Scale; y: Scale }): Reading[] {
  const reach = Math.abs(scales.x.value(scales.x.start + 8) - scales.x.value(scales.x.start));
  const readings: Reading[] = [];
  for (const { key, x, y, marks, middle } of lines) {
    const count = x.length;
    if (count === 0 || at < x[0]! - reach || at > x[count - 1]! + reach) continue;
    const i = nearestIndex(x, at);
    const value = Number.isNaN(y[i]!) ? markAt(marks, x[i]!) : y[i]!;
    // The eye follows the means of a line that has them.
    const seen = middle && middle.x.length > 0 ? { ...middle, i: nearestIndex(middle.x, at) } : { x, y, i };
    readings.push({ key, x: x[i]!, y: value, distance: py === null || !Number.isFinite(seen.y[seen.i]!) ? Infinity : Math.abs(distanceAt(seen.x, seen.y, seen.i, at, py, scales)) });
  }
  return readings.sort((a, b) => a.distance - b.distance);
}

/** What a gap in the line really is: NaN or an infinity. */
function markAt(marks: DrawnLine['marks'], at: number): number {
  const i = marks.x.length === 0 ? -1 : nearestIndex(marks.x, at);
  return i >= 0 && marks.x[i] === at ? marks.y[i]! : NaN;
}

/** The index of the x that is nearest to the one asked for, in a list in order that is not empty. */
export function nearestIndex(x: ArrayLike<number>, at: number): number {
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  return Math.abs(x[high]! - at) < Math.abs(x[low]! - at) ? high : low;
}

/** To the line between its points rather than to a point: noise has both within one pixel. */
function distanceAt(x: Float64Array, y: Float64Array, i: number, at: number, py: number, scales: { x: Scale; y: Scale }): number {
  const other = at >= x[i]! ? i + 1 : i - 1;
  const here = scales.y.pixel(y[i]!);
  if (other < 0 || other >= x.length || Number.isNaN(y[other]!) || x[other] === x[i]) return here - py;
  const share = (at - x[i]!) / (x[other]! - x[i]!);
  return here + (scales.y.pixel(y[other]!) - here) * Math.min(1, Math.max(0, share)) - py;
}
