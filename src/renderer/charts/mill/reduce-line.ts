import { decimate, indexRange } from '../../../compare/decimate.ts';
import type { DrawRequest, Points } from './messages.ts';

export interface Reduced extends Points {
  marks: Points;
  /** points in view before reducing */
  points: number;
  offLog: number;
  low: number;
  high: number;
}

/**
 * The points of a line that make its picture, with NaN for a gap. On a logarithmic axis columns are equally wide in
 * the logarithm, and what is not above zero has no place: `floor` puts it at the foot, for the lower edge of a band.
 */
export function reduceLine(line: Points, view: Pick<DrawRequest, 'buckets' | 'logX' | 'logY'> & { from: number; to: number; joints: boolean; floor?: boolean }): Reduced {
  const { buckets, logX, logY, from, to, joints, floor = false } = view;
  const first = logX ? firstAbove(line.x, 0) : 0;
  const { x, y } = first === 0 ? line : { x: line.x.subarray(first), y: line.y.subarray(first) };
  const { start, end } = indexRange(x, from, to);
  const inView = { x: x.subarray(start, end), y: y.subarray(start, end) };
  const lost = logY ? countWithoutPlace(inView.y) : 0;
  const placed = lost === 0 ? inView : floor ? { x: inView.x, y: inView.y.map((value) => (hasNoPlace(value) ? Number.MIN_VALUE : value)) } : withGaps(inView);
  const kept = placed.x.length <= (joints ? 4 : 2) * buckets ? null : decimate(lost === 0 ? placed : { x: placed.x, y: placed.y.map((value) => (hasNoPlace(value) ? NaN : value)) }, from, to, buckets, joints, logX);
  return { ...gathered(placed, kept, { logY, from, to, buckets, foot: lost > 0 && floor }), points: end - start, offLog: first + lost };
}

/** Of a value on a logarithmic axis; an infinity is marked at the edge. */
const hasNoPlace = (value: number): boolean => value <= 0 && value !== -Infinity;

function countWithoutPlace(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (hasNoPlace(values[i]!)) count++;
  return count;
}

/** Of values beside each other that have no place, the first stands for all: thinning must not take one for the lowest, nor keep each of them. */
function withGaps({ x, y }: Points): Points {
  const kept = Array.from(y.keys()).filter((at) => at === 0 || !hasNoPlace(y[at]!) || !hasNoPlace(y[at - 1]!));
  return { x: Float64Array.from(kept, (at) => x[at]!), y: Float64Array.from(kept, (at) => y[at]!) };
}

/** With `foot`, the smallest number stands for the foot of the chart, and is no extreme. */
function gathered(line: Points, kept: number[] | null, { logY, from, to, buckets, foot }: { logY: boolean; from: number; to: number; buckets: number; foot: boolean }): Omit<Reduced, 'points' | 'offLog'> {
  const count = kept ? kept.length : line.x.length;
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const marks: { x: number[]; y: number[] } = { x: [], y: [] };
  let [low, high, lastMark] = [Infinity, -Infinity, -Infinity];
  const column = (to - from) / buckets;
  for (let i = 0; i < count; i++) {
    const at = kept ? kept[i]! : i;
    const value = line.y[at]!;
    const place = line.x[at]!;
    x[i] = place;
    if (!Number.isFinite(value)) {
      y[i] = NaN;
      if (place >= from && place <= to && place - lastMark >= column) {
        marks.x.push(place);
        marks.y.push(value);
        lastMark = place;
      }
    } else if (logY && value <= 0) {
      y[i] = NaN;
    } else {
      y[i] = value;
      if (place >= from && place <= to && !(foot && value === Number.MIN_VALUE)) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return { x, y, marks: { x: Float64Array.from(marks.x), y: Float64Array.from(marks.y) }, low, high };
}

function firstAbove(x: Float64Array, limit: number): number {
  const at = x.findIndex((value) => value > limit);
  return at < 0 ? x.length : at;
}
