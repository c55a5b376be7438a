/**
 * Whole blocks of parameters from `w` on, and what belongs to them: gradients g, optimizer slots. `bytes` is a multiple
 * of 32; the padding takes part and stays 0. Every vector comes as a pair, for the revectorizer. The scalars of a formula
 * are taken from `scalars.ts`, in the order in which the comment lists them.
 */

import { scalar } from './scalars';
import { areZeros, storePair } from './vectors';

/** g += l2·w + l1·sign(w); l1, l2 */
export function addPenalties(bytes: usize, w: usize, g: usize): void {
  const l1 = scalar(0), l2 = scalar(1);
  for (const end = w + bytes; w < end; w += 32, g += 32) {
    storePair(g, penalized(v128.load(w), v128.load(g), l1, l2), penalized(v128.load(w, 16), v128.load(g, 16), l1, l2));
  }
}

// @ts-ignore: decorator
@inline
function penalized(w: v128, g: v128, l1: f32, l2: f32): v128 {
  const zero = f32x4.splat(0);
  const positive = v128.and(f32x4.gt(w, zero), f32x4.splat(l1));
  const negative = v128.and(f32x4.lt(w, zero), f32x4.splat(-l1));
  return f32x4.add(f32x4.relaxed_madd(f32x4.splat(l2), w, g), v128.or(positive, negative));
}

/** g *= factor */
export function scale(bytes: usize, g: usize): void {
  const factor = f32x4.splat(scalar(0));
  for (const end = g + bytes; g < end; g += 32) {
    storePair(g, f32x4.mul(v128.load(g), factor), f32x4.mul(v128.load(g, 16), factor));
  }
}

/** w −= rate·g */
export function sgd(bytes: usize, w: usize, g: usize): void {
  const step = f32x4.splat(-scalar(0));
  for (const end = w + bytes; w < end; w += 32, g += 32) {
    storePair(w, f32x4.relaxed_madd(step, v128.load(g), v128.load(w)), f32x4.relaxed_madd(step, v128.load(g, 16), v128.load(w, 16)));
  }
}

/** v = mu·v + rate·g; w −= v, or with nesterov w −= mu·v + rate·g; rate, mu, nesterov (1 or 0) */
export function momentum(bytes: usize, w: usize, g: usize, v: usize): void {
  const rate = scalar(0), keep = scalar(1);
  const nesterov = scalar(2) != 0;
  for (const end = w + bytes; w < end; w += 32, g += 32, v += 32) {
    const step0 = f32x4.mul(f32x4.splat(rate), v128.load(g)), step1 = f32x4.mul(f32x4.splat(rate), v128.load(g, 16));
    const v0 = f32x4.relaxed_madd(f32x4.splat(keep), v128.load(v), step0);
    const v1 = f32x4.relaxed_madd(f32x4.splat(keep), v128.load(v, 16), step1);
    storePair(v, v0, v1);
    if (nesterov) {
      const change0 = f32x4.relaxed_madd(f32x4.splat(keep), v0, step0), change1 = f32x4.relaxed_madd(f32x4.splat(keep), v1, step1);
      storePair(w, f32x4.sub(v128.load(w), change0), f32x4.sub(v128.load(w, 16), change1));
    } else {
      storePair(w, f32x4.sub(v128.load(w), v0), f32x4.sub(v128.load(w, 16), v1));
    }
  }
}

/** v = beta·v + take·g²; w −= rate·g / (√v + epsilon); rate, beta, take, epsilon */
export function rmsprop(bytes: usize, w: usize, g: usize, v: usize): void {
  const rate = scalar(0), beta = scalar(1), take = scalar(2), epsilon = scalar(3);
  for (const end = w + bytes; w < end; w += 32, g += 32, v += 32) {
    const g0 = v128.load(g), g1 = v128.load(g, 16);
    const v0 = f32x4.relaxed_madd(f32x4.splat(beta), v128.load(v), f32x4.mul(f32x4.splat(take), f32x4.mul(g0, g0)));
    const v1 = f32x4.relaxed_madd(f32x4.splat(beta), v128.load(v, 16), f32x4.mul(f32x4.splat(take), f32x4.mul(g1, g1)));
    storePair(v, v0, v1);
    storePair(w, f32x4.sub(v128.load(w), scaledStep(g0, v0, rate, epsilon)), f32x4.sub(v128.load(w, 16), scaledStep(g1, v1, rate, epsilon)));
  }
}

/** s += g²; w −= rate·g / (√s + epsilon); rate, epsilon */
export function adagrad(bytes: usize, w: usize, g: usize, s: usize): void {
  const rate = scalar(0), epsilon = scalar(1);
  for (const end = w + bytes; w < end; w += 32, g += 32, s += 32) {
    const g0 = v128.load(g), g1 = v128.load(g, 16);
    const s0 = f32x4.relaxed_madd(g0, g0, v128.load(s)), s1 = f32x4.relaxed_madd(g1, g1, v128.load(s, 16));
    storePair(s, s0, s1);
    storePair(w, f32x4.sub(v128.load(w), scaledStep(g0, s0, rate, epsilon)), f32x4.sub(v128.load(w, 16), scaledStep(g1, s1, rate, epsilon)));
  }
}

// @ts-ignore: decorator
@inline
function scaledStep(gradient: v128, square: v128, rate: f32, epsilon: f32): v128 {
  return f32x4.div(f32x4.mul(f32x4.splat(rate), gradient), f32x4.add(f32x4.sqrt(square), f32x4.splat(epsilon)));
}

/**
 * m = beta1·m + take1·g; v = beta2·v + take2·g²; w = w·keep − rate·m / (√v·unbias + epsilon);
 * beta1, take1, beta2, take2, rate, unbias, keep, epsilon. Returns whether every w is finite, at the price of one
 * multiplication a vector.
 */
export function adam(bytes: usize, w: usize, g: usize, m: usize, v: usize): bool {
  const beta1 = scalar(0), take1 = scalar(1), beta2 = scalar(2), take2 = scalar(3);
  const rate = scalar(4), unbias = scalar(5), keep = scalar(6), epsilon = scalar(7);
  let finite0 = f32x4.splat(0), finite1 = f32x4.splat(0);
  for (const end = w + bytes; w < end; w += 32, g += 32, m += 32, v += 32) {
    const g0 = v128.load(g), g1 = v128.load(g, 16);
    const m0 = f32x4.relaxed_madd(f32x4.splat(beta1), v128.load(m), f32x4.mul(f32x4.splat(take1), g0));
    const m1 = f32x4.relaxed_madd(f32x4.splat(beta1), v128.load(m, 16), f32x4.mul(f32x4.splat(take1), g1));
    const v0 = f32x4.relaxed_madd(f32x4.splat(beta2), v128.load(v), f32x4.mul(f32x4.splat(take2), f32x4.mul(g0, g0)));
    const v1 = f32x4.relaxed_madd(f32x4.splat(beta2), v128.load(v, 16), f32x4.mul(f32x4.splat(take2), f32x4.mul(g1, g1)));
    const root0 = f32x4.relaxed_madd(f32x4.sqrt(v0), f32x4.splat(unbias), f32x4.splat(epsilon));
    const root1 = f32x4.relaxed_madd(f32x4.sqrt(v1), f32x4.splat(unbias), f32x4.splat(epsilon));
    const change0 = f32x4.div(f32x4.mul(f32x4.splat(rate), m0), root0);
    const change1 = f32x4.div(f32x4.mul(f32x4.splat(rate), m1), root1);
    const w0 = f32x4.sub(f32x4.mul(v128.load(w), f32x4.splat(keep)), change0);
    const w1 = f32x4.sub(f32x4.mul(v128.load(w, 16), f32x4.splat(keep)), change1);
    storePair(m, m0, m1);
    storePair(v, v0, v1);
    storePair(w, w0, w1);
    finite0 = f32x4.mul(finite0, w0);
    finite1 = f32x4.mul(finite1, w1);
  }
  return areZeros(finite0, finite1);
}
