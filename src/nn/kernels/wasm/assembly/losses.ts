import { exp } from '../../../elementary/exp';
import { log, log1p } from '../../../elementary/log';
import { sigmoid } from '../../../elementary/sigmoid';
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
  for (let row: i32 = 0; row < rows; row++) {
    const label = <usize>load<f32>(target) << 2;
    const chosen = <f64>load<f32>(z + label);
    const max = rowMax(z, columns);
    total += log(softmaxRow(z, p, columns, max)) - (chosen - max);
    if (d) {
      for (let at: usize = 0, end = <usize>columns << 2; at < end; at += 4) {
        const hit: f32 = at == label ? 1 : 0;
        store<f32>(d + at, (load<f32>(p + at) - hit) * scale);
      }
      d += dStride;
    }
    z += zStride;
    target += targetStride;
    p += pStride;
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

/** NaN if any is */
function rowMax(z: usize, columns: i32): f64 {
  let result = f32(-Infinity);
  for (; columns > 0; columns--) {
    result = max(result, load<f32>(z));
    z += 4;
  }
  return <f64>result;
}

/** p = softmax(z) of one row whose largest is `max`; returns Σ exp(z_j − max). */
function softmaxRow(z: usize, p: usize, columns: i32, max: f64): f64 {
  let sum: f64 = 0;
  const end = <usize>columns << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const e = <f32>exp(<f64>load<f32>(z + at) - max);
    store<f32>(p + at, e);
    sum += <f64>e;
  }
  for (let at: usize = 0; at < end; at += 4) store<f32>(p + at, <f32>(<f64>load<f32>(p + at) / sum));
  return sum;
}
