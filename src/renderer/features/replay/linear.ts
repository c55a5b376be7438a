/** A picture's box and how values become places in it, in CSS pixels. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** From a range of values to a range of pixels; a range of one value stands in the middle. */
export function linear([from, to]: readonly [number, number], [start, end]: readonly [number, number]): (value: number) => number {
  const span = to - from;
  return span === 0 ? () => (start + end) / 2 : (value) => start + ((value - from) / span) * (end - start);
}

/** The path through points that are numbers; others are gaps. */
export function pathOf(points: Iterable<readonly [number, number]>): string {
  let path = '';
  let pen = false;
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) pen = false;
    else {
      path += `${pen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = true;
    }
  }
  return path;
}

/** The finite values of several lines, from the lowest to the highest; 0 to 1 where there are none. */
export function rangeOf(lines: Iterable<ArrayLike<number>>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const values of lines) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : [0, 1];
}
