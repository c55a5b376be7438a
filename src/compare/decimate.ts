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
  const first = log ? Math.log10(from) : from;
  const perX = buckets / ((log ? Math.log10(to) : to) - first);
  let i = start;
  while (i < end) {
    const column = Math.floor(((log ? Math.log10(x[i]!) : x[i]!) - first) * perX);
    // What lies before the range or behind it belongs to the outermost columns.
    const limit = column + 1 >= buckets ? Infinity : first + Math.max(0, column + 1) / perX;
    // In x itself, so that a logarithm is taken once a column rather than once a point.
    const until = log ? 10 ** limit : limit;
    const begin = i;
    let [low, high] = [-1, -1];
    let unusual = false;
    for (; i < end && (i === begin || x[i]! < until); i++) {
      const value = y[i]!;
      if (value - value !== 0) unusual = true;
      else if (low < 0) low = high = i;
      else if (value < y[low]!) low = i;
      else if (value > y[high]!) high = i;
    }
    if (unusual) pushWithGaps(kept, y, begin, i, low, high);
    else if (joints || begin === start || i === end) pushInOrder(kept, begin, Math.min(low, high), Math.max(low, high), i - 1);
    else pushInOrder(kept, Math.min(low, high), Math.max(low, high), -1, -1);
  }
  return kept;
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
