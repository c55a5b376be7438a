import { LN2_HIGH, LN2_LOW } from './constants.ts';
import { powerOfTwo } from './float64-bits.ts';

/** e^x. Above 709.78 Infinity; down to −745.13 the subnormals, below that 0. */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** e^(x + low), where `low` is a correction to x, far below its last bit or nearly so. */
export function expOfSum(x: number, low: number): number {
  if (x !== x) return x;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  const k = nearestMultipleOfLn2(x);
  return scaleByPowerOfTwo(1 + expm1NearZero(x - k * LN2_HIGH, k * LN2_LOW - low), k);
}

/** e^x − 1, without loss near 0; −0 stays −0. */
export function expm1(x: number): number {
  if (x !== x || x === 0) return x;
  if (x > OVERFLOW) return Infinity;
  if (x < ALL_BUT_MINUS_ONE) return -1;
  const k = nearestMultipleOfLn2(x);
  const m = expm1NearZero(x - k * LN2_HIGH, k * LN2_LOW);
  // 2^1024 has no float64; the 1 that is taken off is lost far earlier.
  if (k > 1000) return scaleByPowerOfTwo(1 + m, k);
  const power = powerOfTwo(k);
  return power * m + (power - 1);
}

const LOG2_E: number = 1.4426950408889634;
/** the largest x whose power is finite, and the smallest whose power is not 0 */
const OVERFLOW: number = 709.782712893384;
const UNDERFLOW: number = -745.1332191019412;
/** from here down e^x − 1 rounds to −1 */
const ALL_BUT_MINUS_ONE: number = -38;

function nearestMultipleOfLn2(x: number): number {
  return Math.floor(x * LOG2_E + 0.5);
}

/**
 * e^r − 1 for r = high − low, |r| ≤ ½ ln 2 and a little: r + r²·Q(r) by the Taylor series through r^13/13!, whose
 * next term is below 2^−57. Q is summed as two polynomials in r², its even and its odd terms.
 */
function expm1NearZero(high: number, low: number): number {
  const r = high - low;
  const lost = high - r - low;
  const z = r * r;
  const even = 1.0 / 2.0 + z * (1.0 / 24.0 + z * (1.0 / 720.0 + z * (1.0 / 40320.0 + z * (1.0 / 3628800.0 + z * (1.0 / 479001600.0)))));
  const odd = 1.0 / 6.0 + z * (1.0 / 120.0 + z * (1.0 / 5040.0 + z * (1.0 / 362880.0 + z * (1.0 / 39916800.0 + z * (1.0 / 6227020800.0)))));
  return r + (z * (even + r * odd) + lost);
}

/** y·2^k, rounded once, for y near 1 and k from −1075 to 1024 */
function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > 1023) return y * powerOfTwo(1023) * powerOfTwo(k - 1023);
  if (k < -1021) return y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return y * powerOfTwo(k);
}
