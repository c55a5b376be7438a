/** y = intercept + slope · x, and how well it fits. */
export interface TrendLine {
  n: number;
  slope: number;
  intercept: number;
  /** Pearson's correlation; NaN where all y are equal */
  r: number;
}

/** The straight line with the smallest sum of squared distances in y. Values are finite. Null for fewer than two different x. */
export function leastSquares(x: ArrayLike<number>, y: ArrayLike<number>): TrendLine | null {
  const n = x.length;
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [x[i]! - meanX, y[i]! - meanY];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  if (!(xx > 0)) return null;
  const slope = xy / xx;
  return { n, slope, intercept: meanY - slope * meanX, r: yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
