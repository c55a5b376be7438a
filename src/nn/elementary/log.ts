import { LN2_HIGH, LN2_LOW } from './constants.ts';
import { exponentOf, significandOf } from './float64-bits.ts';

/** The natural logarithm. Of 0 and −0 it is −Infinity, of a negative number NaN, of Infinity Infinity. */
export function log(x: number): number {
  if (x !== x || x === Infinity) return x;
  if (x === 0) return -Infinity;
  if (x < 0) return NaN;
  return x < SMALLEST_NORMAL ? logNormal(x * TWO_POW_54, -54) : logNormal(x, 0);
}

/** log(1 + x), without loss near 0; −0 stays −0. Of −1 it is −Infinity, below that NaN. */
export function log1p(x: number): number {
  if (x !== x || x === 0 || x === Infinity) return x;
  if (x === -1) return -Infinity;
  const sum = 1 + x;
  // What the addition lost, to first order.
  return log(sum) + (x - (sum - 1)) / sum;
}

export const SQRT_2: number = 1.4142135623730951;
const SMALLEST_NORMAL: number = 2.2250738585072014e-308;
const TWO_POW_54: number = 18014398509481984;

/**
 * log(x·2^shift) for normal x: x = m·2^e with √½ < m ≤ √2, f = m − 1 and s = f / (2 + f). Then
 * log m = 2·atanh(s) = 2s + s·R(s²) = f − s·(f − R), of which only the small second part is rounded;
 * R = 2/3 s² + 2/5 s⁴ + … through s^20 (the next term is below 2^−59 of the first).
 */
function logNormal(x: number, shift: number): number {
  let e = exponentOf(x) + shift;
  let m = significandOf(x);
  if (m > SQRT_2) {
    m *= 0.5;
    e += 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = z * (2.0 / 3.0 + w * (2.0 / 7.0 + w * (2.0 / 11.0 + w * (2.0 / 15.0 + w * (2.0 / 19.0)))));
  const even = w * (2.0 / 5.0 + w * (2.0 / 9.0 + w * (2.0 / 13.0 + w * (2.0 / 17.0 + w * (2.0 / 21.0)))));
  return e * LN2_HIGH - (s * (f - (odd + even)) - e * LN2_LOW - f);
}
