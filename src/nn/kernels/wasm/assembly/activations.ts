import { sigmoid } from '../../../elementary/sigmoid';
import { tanh } from '../../../elementary/tanh';
import { clearPadding, panelsOf } from './padding';
import { sigmoidPair, tanhPair } from './pairs';
import { scalar } from './scalars';
import { storePair } from './vectors';

/** Activations by number, as `wasm-kernel.ts` gives them; 0 is none. The scalar argument is leaky ReLU's slope. */
const RELU: i32 = 1;
const LEAKY_RELU: i32 = 2;
const SIGMOID: i32 = 3;

/** Y = f(X); y may be x. */
export function activateRows(
  x: usize, xStride: usize, y: usize, yStride: usize, rows: i32, columns: i32, activation: i32,
): void {
  const panels = panelsOf(columns);
  const slope = scalar(0);
  for (let row: i32 = 0; row < rows; row++) {
    if (activation == RELU) reluRow(x, y, panels);
    else if (activation == LEAKY_RELU) leakyReluRow(x, y, panels, slope);
    else if (activation == SIGMOID) sigmoidRow(x, y, columns);
    else tanhRow(x, y, columns);
    x += xStride;
    y += yStride;
  }
  if (activation == LEAKY_RELU) clearPadding(y - <usize>rows * yStride, yStride, rows, columns);
}

/** dX = dY ∘ f′, with f′ taken from the output y; dx may be dy. */
export function activationGradient(
  y: usize, yStride: usize, dy: usize, dyStride: usize, dx: usize, dxStride: usize,
  rows: i32, columns: i32, activation: i32,
): void {
  const panels = panelsOf(columns);
  const slope = scalar(0);
  for (let row: i32 = 0; row < rows; row++) {
    if (activation == RELU) reluGradientRow(y, dy, dx, panels);
    else if (activation == LEAKY_RELU) leakyReluGradientRow(y, dy, dx, panels, slope);
    else if (activation == SIGMOID) sigmoidGradientRow(y, dy, dx, panels);
    else tanhGradientRow(y, dy, dx, panels);
    y += yStride;
    dy += dyStride;
    dx += dxStride;
  }
  if (activation == LEAKY_RELU) clearPadding(dx - <usize>rows * dxStride, dxStride, rows, columns);
}

/** Y = X ∘ M; y may be x. */
export function multiply(
  x: usize, xStride: usize, m: usize, mStride: usize, y: usize, yStride: usize, rows: i32, columns: i32,
): void {
  const vectors = panelsOf(columns) * 2;
  for (let row: i32 = 0; row < rows; row++) {
    for (let at: usize = 0, end = <usize>vectors << 4; at < end; at += 16) {
      v128.store(y + at, f32x4.mul(v128.load(x + at), v128.load(m + at)));
    }
    x += xStride;
    m += mStride;
    y += yStride;
  }
}

/** Padding of 0 stays 0 in all of these but the leaky ones, whose slope may be infinite. */
function reluRow(x: usize, y: usize, panels: i32): void {
  const zero = f32x4.splat(0);
  for (; panels > 0; panels--) {
    // pmax keeps NaN and −0, which the sum with 0 makes 0.
    storePair(y, f32x4.add(f32x4.pmax(v128.load(x), zero), zero), f32x4.add(f32x4.pmax(v128.load(x, 16), zero), zero));
    x += 32;
    y += 32;
  }
}

function leakyReluRow(x: usize, y: usize, panels: i32, slope: f32): void {
  for (let vectors = panels * 2; vectors > 0; vectors--) {
    const value = v128.load(x);
    v128.store(y, v128.bitselect(value, f32x4.mul(value, f32x4.splat(slope)), f32x4.gt(value, f32x4.splat(0))));
    x += 16;
    y += 16;
  }
}

function sigmoidRow(x: usize, y: usize, columns: i32): void {
  for (; columns > 1; columns -= 2) {
    v128.store64_lane(y, f32x4.demote_f64x2_zero(sigmoidPair(f64x2.promote_low_f32x4(v128.load64_zero(x)))), 0);
    x += 8;
    y += 8;
  }
  if (columns) store<f32>(y, <f32>sigmoid(<f64>load<f32>(x)));
}

function tanhRow(x: usize, y: usize, columns: i32): void {
  for (; columns > 1; columns -= 2) {
    v128.store64_lane(y, f32x4.demote_f64x2_zero(tanhPair(f64x2.promote_low_f32x4(v128.load64_zero(x)))), 0);
    x += 8;
    y += 8;
  }
  if (columns) store<f32>(y, <f32>tanh(<f64>load<f32>(x)));
}

function reluGradientRow(y: usize, dy: usize, dx: usize, panels: i32): void {
  const zero = f32x4.splat(0);
  for (; panels > 0; panels--) {
    storePair(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)), v128.and(v128.load(dy, 16), f32x4.gt(v128.load(y, 16), zero)));
    y += 32;
    dy += 32;
    dx += 32;
  }
}

function leakyReluGradientRow(y: usize, dy: usize, dx: usize, panels: i32, slope: f32): void {
  for (let vectors = panels * 2; vectors > 0; vectors--) {
    const d = v128.load(dy);
    v128.store(dx, v128.bitselect(d, f32x4.mul(d, f32x4.splat(slope)), f32x4.gt(v128.load(y), f32x4.splat(0))));
    y += 16;
    dy += 16;
    dx += 16;
  }
}

function sigmoidGradientRow(y: usize, dy: usize, dx: usize, panels: i32): void {
  for (let vectors = panels * 2; vectors > 0; vectors--) {
    const value = v128.load(y);
    v128.store(dx, f32x4.mul(v128.load(dy), f32x4.mul(value, f32x4.sub(f32x4.splat(1), value))));
    y += 16;
    dy += 16;
    dx += 16;
  }
}

function tanhGradientRow(y: usize, dy: usize, dx: usize, panels: i32): void {
  for (let vectors = panels * 2; vectors > 0; vectors--) {
    const value = v128.load(y);
    v128.store(dx, f32x4.mul(v128.load(dy), f32x4.relaxed_madd(f32x4.neg(value), value, f32x4.splat(1))));
    y += 16;
    dy += 16;
    dx += 16;
  }
}
