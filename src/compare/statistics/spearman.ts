import { leastSquares } from './least-squares.ts';
import { ranks } from './ranks.ts';
import { twoSidedP } from './student-t.ts';

export interface RankCorrelation {
  n: number;
  /** from −1 to 1: how far a higher x goes with a higher y, whatever the shape of the curve */
  rho: number;
  /** two-sided, by Student's t with n − 2 degrees of freedom; NaN for fewer than three pairs */
  p: number;
}

/**
 * Spearman's rank correlation: Pearson's of the ranks (Spearman, "The proof and measurement of association between two
 * things", American Journal of Psychology 15, 1904). Values are finite, as many in x as in y. Null where either side has
 * one value only.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): RankCorrelation | null {
  const line = leastSquares(ranks(x), ranks(y));
  if (line === null || Number.isNaN(line.r)) return null;
  const { n, r } = line;
  return { n, rho: r, p: twoSidedP(r * Math.sqrt((n - 2) / ((1 - r) * (1 + r))), n - 2) };
}
