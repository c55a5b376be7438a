/** A line in order of x. */
export interface Line {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/**
 * The indices that draw the same picture on `buckets` columns of pixels between `from` and `to`: of each column the
 * first, the lowest, the highest and the last value, in order, so that no extreme is lost and joints are right.
 * Values that are not finite are all kept: a chart marks them. One point to either side of the range is kept too,
 * for the line that leaves the picture.
 */
export function decimate({ x, y }: Line, from: number, to: number, buckets: number): number[] {
  const start = Math.max(0, firstAtOrAbove(x, from) - 1);
  const end = Math.min(x.length, firstAbove(x, to) + 1);
  if (end - start <= 4 * buckets || !(to > from)) return range(start, end);
  const kept: number[] = [];
  const column = (i: number) => Math.min(buckets - 1, Math.max(0, Math.floor(((x[i]! - from) / (to - from)) * buckets)));
  for (let i = start; i < end; ) {
    let after = i + 1;
    while (after < end && column(after) === column(i)) after++;
    pushExtremes(kept, y, i, after);
    i = after;
  }
  return kept;
}

function pushExtremes(kept: number[], y: ArrayLike<number>, start: number, end: number): void {
  let [low, high] = [-1, -1];
  const notFinite: number[] = [];
  for (let i = start; i < end; i++) {
    const value = y[i]!;
    if (!Number.isFinite(value)) notFinite.push(i);
    else {
      if (low < 0 || value < y[low]!) low = i;
      if (high < 0 || value > y[high]!) high = i;
    }
  }
  const wanted = new Set([start, low, high, end - 1, ...notFinite].filter((i) => i >= 0));
  for (const i of [...wanted].sort((a, b) => a - b)) kept.push(i);
}

function firstAtOrAbove(x: ArrayLike<number>, limit: number): number {
  return partition(x, (value) => value >= limit);
}

function firstAbove(x: ArrayLike<number>, limit: number): number {
  return partition(x, (value) => value > limit);
}

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
