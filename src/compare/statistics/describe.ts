import { criticalT } from './student-t.ts';

export interface Description {
  n: number;
  mean: number;
  /** sample standard deviation, n − 1 in the denominator; NaN for fewer than two values */
  sd: number;
  /** 95 % confidence interval of the mean by Student's t: mean ± t·sd/√n; null for fewer than two values */
  interval: [number, number] | null;
}

/** Describes values that are all finite; an empty list has a NaN mean. */
export function describe(values: readonly number[]): Description {
  const n = values.length;
  const mean = meanOf(values);
  if (n < 2) return { n, mean, sd: Number.NaN, interval: null };
  const sd = Math.sqrt(sumOfSquares(values, mean) / (n - 1));
  const half = (criticalT(0.05, n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, interval: [mean - half, mean + half] };
}

export function meanOf(values: readonly number[]): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  // The second pass takes away what rounding left in the first.
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

function sumOfSquares(values: readonly number[], mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
