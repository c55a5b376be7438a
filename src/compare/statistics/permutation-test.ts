import { logGamma } from './special-functions.ts';
import type { TTest } from './t-tests.ts';

/** What is left to test with where values do not vary at all. */
export interface PermutationTest {
  kind: 'permutation';
  /** whether all pairs differ by the same, or else each of two groups has one value alone */
  paired: boolean;
  /** A minus B, in every pair or between any two */
  difference: number;
  /** two-sided and exact */
  p: number;
}

/**
 * The exact test of a difference that is the same in all pairs, or between two groups that each have one value alone: of all ways to
 * hand the values out to A and B, only the one that was seen and its mirror image lie so far apart. `n` is how many values A and B have.
 * Student's t says nothing there: without spread it calls two seeds as sure as two hundred.
 * Fisher, The Design of Experiments (1935), section 21; Pitman, Supplement to the Journal of the Royal Statistical Society 4 (1937).
 */
export function permutationTest(paired: boolean, difference: number, n: readonly [number, number]): PermutationTest {
  return { kind: 'permutation', paired, difference, p: difference === 0 ? 1 : Math.min(1, 2 / waysToHandOut(paired, n)) };
}

/** How many more seeds each side needs before such a difference, if it stays the same, is below `level`. Null where there is no difference. */
export function moreAlike({ paired, difference }: PermutationTest, seeds: number, level: number): number | null {
  if (difference === 0) return null;
  let n = seeds + 1;
  while (!(permutationTest(paired, difference, [n, n]).p < level)) n++;
  return n - seeds;
}

/** Whether a t test has no spread to go by but what rounding leaves in values of the size of `largest`. */
export const withoutSpread = ({ spread }: TTest, largest: number): boolean => spread <= largest * ROUNDING;

export const ROUNDING = 1e-12;

/** Each pair in one of two orders; or each choice of A's from all values. */
function waysToHandOut(paired: boolean, [a, b]: readonly [number, number]): number {
  return paired ? 2 ** a : Math.round(Math.exp(logGamma(a + b + 1) - logGamma(a + 1) - logGamma(b + 1)));
}
