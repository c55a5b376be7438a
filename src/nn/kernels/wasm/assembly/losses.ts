import { exp } from '../../../elementary/exp';
import { log, log1p } from '../../../elementary/log';
import { sigmoid } from '../../../elementary/sigmoid';
import { expPair, logPair } from './pairs';
import { result, scalar } from './scalars';

/** A loss is left in `result`; the scalar argument is what its gradient is multiplied by. */

/** P = softmax(Z), row by row; p may be z. */
export function softmax(z: usize, zStride: usize, p: usize, pStride: usize, rows: i32, columns: i32): void {
  for (let row: i32 = 0; row < rows; row++) {
    softmaxRow(z, p, columns, rowMax(z, columns));
    z += zStride;
    p += pStride;
  }
}

/** Σ −log p_t and writes p; writes d = (p − [j = t])·scale unless its address is 0. */
export function softmaxCrossEntropy(
  z: usize, zStride: usize, target: usize, targetStride: usize, p: usize, pStride: usize, d: usize, dStride: usize,
  rows: i32, columns: i32,
): void {
  const scale = scalar(0);
  let total: f64 = 0;
  let left = rows;
  for (; left > 1; left -= 2) {
    // What is chosen comes first: p may be z.
    const max0 = rowMax(z, columns), max1 = rowMax(z + zStride, columns);
    const label0 = labelOf(target), label1 = labelOf(target + targetStride);
    const chosen0 = <f64>load<f32>(z + label0), chosen1 = <f64>load<f32>(z + zStride + label1);
    const gaps = columns == 2 ? f64x2(gapOf(z), gapOf(z + zStride)) : f64x2.splat(NaN);
    const sums = i64x2.all_true(f64x2.le(gaps, f64x2.splat(GAP_EDGE)))
      ? softmaxOfTwo(z, z + zStride, p, p + pStride, gaps)
      : f64x2(softmaxRow(z, p, columns, max0), softmaxRow(z + zStride, p + pStride, columns, max1));
    const logs = logPair(sums);
    total += f64x2.extract_lane(logs, 0) - (chosen0 - max0);
    total += f64x2.extract_lane(logs, 1) - (chosen1 - max1);
    if (d) {
      lossGradientRow(p, d, columns, label0, scale);
      lossGradientRow(p + pStride, d + dStride, columns, label1, scale);
      d += 2 * dStride;
    }
    z += 2 * zStride;
    target += 2 * targetStride;
    p += 2 * pStride;
  }
  if (left) {
    const max = rowMax(z, columns);
    const label = labelOf(target);
    const chosen = <f64>load<f32>(z + label);
    total += log(softmaxRow(z, p, columns, max)) - (chosen - max);
    if (d) lossGradientRow(p, d, columns, label, scale);
  }
  store<f64>(result, total);
}

/** Σ −(t·log p + (1 − t)·log(1 − p)) and writes p = sigmoid(z); writes d = (p − t)·scale unless its address is 0. */
export function sigmoidCrossEntropy(
  z: usize, zStride: usize, target: usize, targetStride: usize, p: usize, pStride: usize, d: usize, dStride: usize,
  rows: i32,
): void {
  const scale = scalar(0);
  let total: f64 = 0;
  for (let row: i32 = 0; row < rows; row++) {
    const value = <f64>load<f32>(z);
    const t = load<f32>(target);
    const probability = <f32>sigmoid(value);
    store<f32>(p, probability);
    total += max(value, 0) - value * <f64>t + log1p(exp(-abs(value)));
    if (d) {
      store<f32>(d, (probability - t) * scale);
      d += dStride;
    }
    z += zStride;
    target += targetStride;
    p += pStride;
  }
  store<f64>(result, total);
}

/** Σ (x − t)²; writes d = (x − t)·factor unless its address is 0. */
export function squaredError(
  x: usize, xStride: usize, target: usize, targetStride: usize, d: usize, dStride: usize,
  rows: i32, columns: i32,
): void {
  const factor = scalar(0);
  let total: f64 = 0;
  for (let row: i32 = 0; row < rows; row++) {
    for (let at: usize = 0, end = <usize>columns << 2; at < end; at += 4) {
      const difference = load<f32>(x + at) - load<f32>(target + at);
      total += <f64>difference * <f64>difference;
      if (d) store<f32>(d + at, difference * factor);
    }
    x += xStride;
    target += targetStride;
    d += dStride;
  }
  store<f64>(result, total);
}

/** where the true class of a row stands, in bytes */
// @ts-ignore: decorator
@inline
function labelOf(target: usize): usize {
  return <usize>load<f32>(target) << 2;
}

/** d = (p − [j = t])·scale */
function lossGradientRow(p: usize, d: usize, columns: i32, label: usize, scale: f32): void {
  for (let at: usize = 0, end = <usize>columns << 2; at < end; at += 4) store<f32>(d + at, load<f32>(p + at) * scale);
  store<f32>(d + label, (load<f32>(p + label) - 1) * scale);
}

/** NaN if any is */
function rowMax(z: usize, columns: i32): f64 {
  let result = f32(-Infinity);
  for (; columns > 0; columns--) {
    result = max(result, load<f32>(z));
    z += 4;
  }
  return <f64>result;
}

/** Up to here e^−gap is a normal float64. A gap that is NaN or infinite is above it. */
const GAP_EDGE: f64 = 700;

/** |z₀ − z₁|, which is the larger minus the smaller, bit for bit */
// @ts-ignore: decorator
@inline
function gapOf(z: usize): f64 {
  return abs(<f64>load<f32>(z) - <f64>load<f32>(z + 4));
}

/** p = softmax(z) of two rows of two classes: e^0 of the larger number is 1, so one exponential a row is left. Returns both sums. */
// @ts-ignore: decorator
@inline
function softmaxOfTwo(z0: usize, z1: usize, p0: usize, p1: usize, gaps: v128): v128 {
  const smaller = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(expPair(f64x2.neg(gaps))));
  const sums = f64x2.add(f64x2.splat(1), smaller);
  const low = f32x4.demote_f64x2_zero(f64x2.div(smaller, sums));
  const high = f32x4.demote_f64x2_zero(f64x2.div(f64x2.splat(1), sums));
  storeInOrder(p0, load<f32>(z0) < load<f32>(z0 + 4), f32x4.extract_lane(low, 0), f32x4.extract_lane(high, 0));
  storeInOrder(p1, load<f32>(z1) < load<f32>(z1 + 4), f32x4.extract_lane(low, 1), f32x4.extract_lane(high, 1));
  return sums;
}

/** By address rather than by choice, which would be a branch that no processor can foretell. */
// @ts-ignore: decorator
@inline
function storeInOrder(p: usize, rising: bool, low: f32, high: f32): void {
  const second = <usize>rising << 2;
  store<f32>(p + (4 - second), low);
  store<f32>(p + second, high);
}

/** p = softmax(z) of one row whose largest is `max`; returns Σ exp(z_j − max). */
function softmaxRow(z: usize, p: usize, columns: i32, max: f64): f64 {
  let sum: f64 = 0;
  const end = <usize>columns << 2;
  const pairs = <usize>(columns & ~1) << 2;
  const most = f64x2.splat(max);
  for (let at: usize = 0; at < pairs; at += 8) {
    const e = f32x4.demote_f64x2_zero(expPair(f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(z + at)), most)));
    v128.store64_lane(p + at, e, 0);
    const terms = f64x2.promote_low_f32x4(e);
    sum += f64x2.extract_lane(terms, 0);
    sum += f64x2.extract_lane(terms, 1);
  }
  if (pairs < end) {
    const e = <f32>exp(<f64>load<f32>(z + pairs) - max);
    store<f32>(p + pairs, e);
    sum += <f64>e;
  }
  const divisor = f64x2.splat(sum);
  for (let at: usize = 0; at < pairs; at += 8) {
    const e = f64x2.promote_low_f32x4(v128.load64_zero(p + at));
    v128.store64_lane(p + at, f32x4.demote_f64x2_zero(f64x2.div(e, divisor)), 0);
  }
  if (pairs < end) store<f32>(p + pairs, <f32>(<f64>load<f32>(p + pairs) / sum));
  return sum;
}
