/** A line in order of x. */
export interface Line {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/**
 * The indices that draw the same picture on `buckets` columns of pixels between `from` and `to`: of each column the
 * first, the lowest, the highest and the last value, in order, so that no extreme is lost and joints are right.
 * Values that are not finite are all kept: a chart marks them. One point to either side of the range is kept too,
 * for the line that leaves the picture. Columns are equally wide in x, or with `log` in its logarithm; x and
 * `from` are above zero then. With `joints` false a column's first and last
 * value are left out: half the points, where so many lines cross that nobody could follow one from column to column.
 */
export function decimate({ x, y }: Line, from: number, to: number, buckets: number, joints = true, log = false): number[] {
  const { start, end } = indexRange(x, from, to);
  if (end - start <= 4 * buckets || !(to > from)) return range(start, end);
  const kept: number[] = [];
  const ends = columnEnds(from, to, buckets, log);
  let [i, column] = [start, 0];
  while (i < end) {
    while (x[i]! >= ends[column]!) column++;
    const until = ends[column]!;
    const begin = i;
    let [low, high] = [-1, -1];
    let [least, most] = [Infinity, -Infinity];
    let unusual = false;
    for (; i < end && (i === begin || x[i]! < until); i++) {
      const value = y[i]!;
      if (value - value !== 0) {
        unusual = true;
        continue;
      }
      if (value < least) [low, least] = [i, value];
      if (value > most) [high, most] = [i, value];
    }
    if (unusual) pushWithGaps(kept, y, begin, i, low, high);
    else if (joints || begin === start || i === end) pushInOrder(kept, begin, Math.min(low, high), Math.max(low, high), i - 1);
    else pushInOrder(kept, Math.min(low, high), Math.max(low, high), -1, -1);
  }
  return kept;
}

let known = { from: NaN, to: NaN, buckets: 0, log: false, ends: new Float64Array() };

/** Where each column ends, in x; what lies before the range or behind it belongs to the outermost ones. All lines of a chart share them. */
function columnEnds(from: number, to: number, buckets: number, log: boolean): Float64Array {
  if (known.from === from && known.to === to && known.buckets === buckets && known.log === log) return known.ends;
  const [first, last] = log ? [Math.log10(from), Math.log10(to)] : [from, to];
  const ends = new Float64Array(buckets).fill(Infinity);
  for (let at = 0; at < buckets - 1; at++) {
    const end = first + ((at + 1) * (last - first)) / buckets;
    ends[at] = log ? 10 ** end : end;
  }
  known = { from, to, buckets, log, ends };
  return ends;
}

/** The indices in the range, and one more to either side: `end` is behind the last. */
export function indexRange(x: ArrayLike<number>, from: number, to: number): { start: number; end: number } {
  return { start: Math.max(0, partition(x, (value) => value >= from) - 1), end: Math.min(x.length, partition(x, (value) => value > to) + 1) };
}

function pushInOrder(kept: number[], a: number, b: number, c: number, d: number): void {
  kept.push(a);
  if (b > a) kept.push(b);
  if (c > b) kept.push(c);
  if (d > c) kept.push(d);
}

/** As `pushInOrder`, for a column in which some value is not finite. */
function pushWithGaps(kept: number[], y: ArrayLike<number>, start: number, end: number, low: number, high: number): void {
  for (let i = start; i < end; i++)
    if (i === start || i === low || i === high || i === end - 1 || !Number.isFinite(y[i]!)) kept.push(i);
}

/** The first index at which it holds, for what holds from some index on. */
function partition(x: ArrayLike<number>, holds: (value: number) => boolean): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(x[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const range = (start: number, end: number) => Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
