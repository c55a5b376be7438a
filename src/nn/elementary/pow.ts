import { LN2_HIGH, LN2_LOW } from './constants.ts';
import { expOfSum } from './exp.ts';
import { exponentOf, significandOf } from './float64-bits.ts';
import { SQRT_2 } from './log.ts';

/**
 * x^y, with the special cases of IEEE 754: x^0 and 1^y are 1, even of NaN; (−1)^±Infinity is 1; a negative x takes
 * only whole y, else NaN; 0 and infinities as their limits, with the sign of an odd power.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return NaN;
  const size = Math.abs(x);
  const sign = isNegative(x) && isOdd(y) ? -1 : 1;
  if (size === 1 && isWhole(y)) return sign;
  if (x < 0 && size !== Infinity && !isWhole(y)) return NaN;
  if (size === 0 || size === Infinity || Math.abs(y) === Infinity) {
    const grows = size > 1 === y > 0;
    return grows ? sign * Infinity : sign * 0;
  }
  return sign * powPositive(size, y);
}

/** From |y·log x| = 800 on, e^(y·log x) is 0 or Infinity. */
const OUT_OF_RANGE = 800;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_POW_54 = 18014398509481984;
const TWO_THIRDS_HIGH = 0.6666666666666666;
const TWO_THIRDS_LOW = 3.700743415417188e-17;

const isNegative = (x: number): boolean => x < 0 || (x === 0 && 1 / x < 0);
/** Infinity counts as whole and even. */
const isWhole = (y: number): boolean => Math.floor(y) === y;
const isOdd = (y: number): boolean => isWhole(y) && !isWhole(y / 2);

/**
 * e^(y·log x) for finite positive x and finite y ≠ 0. The logarithm is carried as a sum of two float64, since the power
 * magnifies its relative error up to 745 times: with s as in `log.ts`, its terms 2s and 2/3 s³ are computed in
 * about twice the precision of float64, those after them in float64.
 */
function powPositive(x: number, y: number): number {
  const normal = x < SMALLEST_NORMAL ? x * TWO_POW_54 : x;
  let e = exponentOf(normal) - (normal === x ? 0 : 54);
  let m = significandOf(normal);
  if (m > SQRT_2) {
    m *= 0.5;
    e += 1;
  }

  const f = m - 1;
  const divisor = m + 1;
  const divisorLow = m - (divisor - 1);
  const s = f / divisor;
  const product = s * divisor;
  const sLow = (f - product - productError(s, divisor, product) - s * divisorLow) / divisor;

  const square = s * s;
  const squareLow = productError(s, s, square) + 2 * s * sLow;
  const cube = square * s;
  const cubeLow = productError(square, s, cube) + (squareLow * s + square * sLow);
  const cubic = cube * TWO_THIRDS_HIGH;
  const cubicLow = productError(cube, TWO_THIRDS_HIGH, cubic) + (cubeLow * TWO_THIRDS_HIGH + cube * TWO_THIRDS_LOW);
  const z = square;
  const rest = cube * z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21)))))))));

  const whole = e * LN2_HIGH;
  const first = whole + 2 * s;
  const second = first + cubic;
  const lost = sumError(whole, 2 * s, first) + sumError(first, cubic, second) + (cubicLow + 2 * sLow + e * LN2_LOW + rest);
  const log = second + lost;
  const logLow = lost - (log - second);

  const power = y * log;
  if (Math.abs(power) > OUT_OF_RANGE) return power > 0 ? Infinity : 0;
  return expOfSum(power, productError(y, log, power) + y * logLow);
}

/** a·b − product, exactly, where product is a·b rounded (Dekker 1971, with Veltkamp's halves of 26 bits) */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(a: number): number {
  const spread = a * 134217729;
  return spread - (spread - a);
}

/** a + b − sum, exactly, where sum is a + b rounded (Knuth's TwoSum) */
function sumError(a: number, b: number, sum: number): number {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart);
}
