import { describe } from './describe.ts';
import { criticalT, twoSidedP } from './student-t.ts';

export interface TTest {
  kind: 'paired' | 'welch';
  /** mean of A minus mean of B */
  difference: number;
  /** half the width of the 95 % confidence interval of the difference */
  margin: number;
  t: number;
  df: number;
  /** two-sided */
  p: number;
  /** standard deviation of one observation of the difference, for power calculations */
  spread: number;
}

/**
 * Student's t test on the differences of pairs (a[i] and b[i] share a seed or a fold).
 * Student, "The probable error of a mean", Biometrika 6 (1908). Needs two pairs; null for fewer.
 */
export function pairedTest(a: readonly number[], b: readonly number[]): TTest | null {
  if (a.length !== b.length) throw new RangeError(`a paired test needs as many values in A (${a.length}) as in B (${b.length})`);
  const { n, mean, sd } = describe(a.map((value, i) => value - b[i]!));
  return n < 2 ? null : test('paired', mean, sd / Math.sqrt(n), n - 1, sd);
}

/**
 * Welch's t test for two independent groups of unequal variance, with the Welch–Satterthwaite degrees of freedom.
 * Welch, Biometrika 34 (1947). Needs two values in each group; null for fewer.
 */
export function welchTest(a: readonly number[], b: readonly number[]): TTest | null {
  const [one, two] = [describe(a), describe(b)];
  if (one.n < 2 || two.n < 2) return null;
  const [va, vb] = [one.sd ** 2 / one.n, two.sd ** 2 / two.n];
  const df = va + vb === 0 ? one.n + two.n - 2 : (va + vb) ** 2 / (va ** 2 / (one.n - 1) + vb ** 2 / (two.n - 1));
  return test('welch', one.mean - two.mean, Math.sqrt(va + vb), df, Math.sqrt(one.sd ** 2 + two.sd ** 2));
}

/** Without any spread a difference is certain (p = 0) and no difference is none (p = 1). */
function test(kind: TTest['kind'], difference: number, standardError: number, df: number, spread: number): TTest {
  const t = standardError === 0 ? (difference === 0 ? 0 : Math.sign(difference) * Infinity) : difference / standardError;
  return { kind, difference, margin: criticalT(0.05, df) * standardError, t, df, p: twoSidedP(t, df), spread };
}
