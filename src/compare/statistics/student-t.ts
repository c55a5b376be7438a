import { incompleteBeta } from './special-functions.ts';

/**
 * P(|T| ≥ |t|) for Student's t with `df` > 0 degrees of freedom (not necessarily whole).
 * I_{df/(df+t²)}(df/2, 1/2): DLMF 8.17, or any text on the t distribution.
 */
export function twoSidedP(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/** The t > 0 with P(|T| ≥ t) = `p`, for 0 < p < 1: by bisection, as far as float64 goes. */
export function criticalT(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0)) return Number.NaN;
  let low = 0;
  let high = 1;
  while (twoSidedP(high, df) > p) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (twoSidedP(middle, df) > p) low = middle;
    else high = middle;
  }
}
