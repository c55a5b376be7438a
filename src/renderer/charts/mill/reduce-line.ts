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
 * the logarithm, and what is not above zero has no place.
 */
export function reduceLine(line: Points, view: Pick<DrawRequest, 'buckets' | 'logX' | 'logY'> & { from: number; to: number; joints: boolean; /** of the lower edge of a band: what a logarithm has no place for is at the foot */ floor?: boolean }): Reduced {
  const { buckets, logX, logY, from, to, joints, floor = false } = view;
  const first = logX ? firstAbove(line.x, 0) : 0;
  const { x, y } = first === 0 ? line : { x: line.x.subarray(first), y: line.y.subarray(first) };
  const { start, end } = indexRange(x, from, to);
  const inView = { x: x.subarray(start, end), y: y.subarray(start, end) };
  const kept = end - start <= (joints ? 4 : 2) * buckets ? null : decimate(inView, from, to, buckets, joints, logX);
  return gathered(inView, kept, { logY, floor, from, to, buckets, offLog: first });
}

interface Gathering {
  logY: boolean;
  floor: boolean;
  from: number;
  to: number;
  buckets: number;
  offLog: number;
}

function gathered(line: Points, kept: number[] | null, { logY, floor, from, to, buckets, offLog }: Gathering): Reduced {
  const count = kept ? kept.length : line.x.length;
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const marks: { x: number[]; y: number[] } = { x: [], y: [] };
  let [low, high, lastMark] = [Infinity, -Infinity, -Infinity];
  let belowZero = false;
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
      y[i] = floor ? Number.MIN_VALUE : NaN;
      belowZero = true;
    } else {
      y[i] = value;
      if (place >= from && place <= to) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return { x, y, marks: { x: Float64Array.from(marks.x), y: Float64Array.from(marks.y) }, points: line.x.length, offLog: offLog + (belowZero ? countOffLog(line.y) : 0), low, high };
}

/** All of them, not only those that thinning would have kept. */
function countOffLog(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! <= 0 && values[i]! !== -Infinity) count++;
  return count;
}

function firstAbove(x: Float64Array, limit: number): number {
  const at = x.findIndex((value) => value > limit);
  return at < 0 ? x.length : at;
}
