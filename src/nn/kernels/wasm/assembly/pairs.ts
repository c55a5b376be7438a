import { LN2_HIGH, LN2_LOW } from '../../../elementary/constants';
import { exp } from '../../../elementary/exp';
import { log, SQRT_2 } from '../../../elementary/log';
import { sigmoid } from '../../../elementary/sigmoid';
import { tanh } from '../../../elementary/tanh';

/**
 * Elementary functions of two float64 at a time: the operations of `src/nn/elementary`, in the same order and so with the
 * same bits, for numbers of the middle range. Where one of the two is at an edge, both go through the function itself.
 */

/** e^x */
export function expPair(x: v128): v128 {
  const middle = f64x2.le(f64x2.abs(x), f64x2.splat(EXP_EDGE));
  if (!i64x2.all_true(middle)) return f64x2(exp(f64x2.extract_lane(x, 0)), exp(f64x2.extract_lane(x, 1)));
  const k = nearestMultipleOfLn2(x);
  const m = expm1NearZero(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  return f64x2.mul(f64x2.add(f64x2.splat(1), m), powerOfTwo(k));
}

/** ln x */
export function logPair(x: v128): v128 {
  const middle = v128.and(f64x2.ge(x, f64x2.splat(f64.MIN_NORMAL_VALUE)), f64x2.le(x, f64x2.splat(f64.MAX_VALUE)));
  if (!i64x2.all_true(middle)) return f64x2(log(f64x2.extract_lane(x, 0)), log(f64x2.extract_lane(x, 1)));
  const one = f64x2.splat(1);
  const whole = v128.or(v128.and(x, i64x2.splat(FRACTION_MASK)), one);
  const large = f64x2.gt(whole, f64x2.splat(SQRT_2));
  const m = v128.bitselect(f64x2.mul(whole, f64x2.splat(0.5)), whole, large);
  // The exponent's bits below those of 2^52 make it the last digits of a float64.
  const biased = f64x2.sub(v128.or(i64x2.shr_u(x, FRACTION_BITS), f64x2.splat(TWO_POW_52)), f64x2.splat(TWO_POW_52 + BIAS));
  const e = f64x2.add(biased, v128.and(large, one));
  const f = f64x2.sub(m, one);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const odd = f64x2.mul(z, step(w, 2.0 / 3.0, step(w, 2.0 / 7.0, step(w, 2.0 / 11.0, step(w, 2.0 / 15.0, f64x2.splat(2.0 / 19.0))))));
  const even = f64x2.mul(w, step(w, 2.0 / 5.0, step(w, 2.0 / 9.0, step(w, 2.0 / 13.0, step(w, 2.0 / 17.0, f64x2.splat(2.0 / 21.0))))));
  const rest = f64x2.mul(s, f64x2.sub(f, f64x2.add(odd, even)));
  return f64x2.sub(
    f64x2.mul(e, f64x2.splat(LN2_HIGH)),
    f64x2.sub(f64x2.sub(rest, f64x2.mul(e, f64x2.splat(LN2_LOW))), f),
  );
}

/** 1 / (1 + e^−x) */
export function sigmoidPair(x: v128): v128 {
  const size = f64x2.abs(x);
  if (!i64x2.all_true(f64x2.le(size, f64x2.splat(EXP_EDGE))))
    return f64x2(sigmoid(f64x2.extract_lane(x, 0)), sigmoid(f64x2.extract_lane(x, 1)));
  const e = expPair(f64x2.neg(size));
  const one = f64x2.splat(1);
  return f64x2.div(v128.bitselect(one, e, f64x2.ge(x, f64x2.splat(0))), f64x2.add(one, e));
}

/** The hyperbolic tangent. */
export function tanhPair(x: v128): v128 {
  const size = f64x2.abs(x);
  const middle = v128.and(f64x2.gt(size, f64x2.splat(0)), f64x2.le(size, f64x2.splat(TANH_EDGE)));
  if (!i64x2.all_true(middle)) return f64x2(tanh(f64x2.extract_lane(x, 0)), tanh(f64x2.extract_lane(x, 1)));
  const twice = f64x2.mul(f64x2.splat(2), size);
  const k = nearestMultipleOfLn2(twice);
  const m = expm1NearZero(f64x2.sub(twice, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  const power = powerOfTwo(k);
  const t = f64x2.add(f64x2.mul(power, m), f64x2.sub(power, f64x2.splat(1)));
  const y = f64x2.div(t, f64x2.add(t, f64x2.splat(2)));
  return v128.or(y, v128.and(x, f64x2.splat(-0.0)));
}

/** up to here e^x and e^−x are normal numbers, and so are the powers of two that scale them */
const EXP_EDGE: f64 = 700;
/** from here on ±1 */
const TANH_EDGE: f64 = 22;
const LOG2_E: f64 = 1.4426950408889634;
const TWO_POW_52: f64 = 4503599627370496;
const BIAS: f64 = 1023;
const FRACTION_BITS: i32 = 52;
const FRACTION_MASK: i64 = 0xfffffffffffff;

// @ts-ignore: decorator
@inline
function nearestMultipleOfLn2(x: v128): v128 {
  return f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(0.5)));
}

/** 2^k for whole k of normal powers: added to 2^52 + 1023, k is in the last bits, which become the exponent. */
// @ts-ignore: decorator
@inline
function powerOfTwo(k: v128): v128 {
  return i64x2.shl(f64x2.add(k, f64x2.splat(TWO_POW_52 + BIAS)), FRACTION_BITS);
}

// @ts-ignore: decorator
@inline
function expm1NearZero(high: v128, low: v128): v128 {
  const r = f64x2.sub(high, low);
  const lost = f64x2.sub(f64x2.sub(high, r), low);
  const z = f64x2.mul(r, r);
  const even = step(z, 1.0 / 2.0, step(z, 1.0 / 24.0, step(z, 1.0 / 720.0, step(z, 1.0 / 40320.0, step(z, 1.0 / 3628800.0, f64x2.splat(1.0 / 479001600.0))))));
  const odd = step(z, 1.0 / 6.0, step(z, 1.0 / 120.0, step(z, 1.0 / 5040.0, step(z, 1.0 / 362880.0, step(z, 1.0 / 39916800.0, f64x2.splat(1.0 / 6227020800.0))))));
  return f64x2.add(r, f64x2.add(f64x2.mul(z, f64x2.add(even, f64x2.mul(r, odd))), lost));
}

/** coefficient + z·rest: one step of a polynomial */
// @ts-ignore: decorator
@inline
function step(z: v128, coefficient: f64, rest: v128): v128 {
  return f64x2.add(f64x2.splat(coefficient), f64x2.mul(z, rest));
}
