import { result } from './scalars';
import { areZeros } from './vectors';

/** Leaves the L2 norm in `result`, by eight running sums in float64, one a column of the panels. */
export function norm(g: usize, bytes: usize): void {
  let s01 = f64x2.splat(0), s23 = f64x2.splat(0), s45 = f64x2.splat(0), s67 = f64x2.splat(0);
  for (const end = g + bytes; g < end; g += 32) {
    s01 = addSquares(s01, v128.load64_zero(g));
    s23 = addSquares(s23, v128.load64_zero(g, 8));
    s45 = addSquares(s45, v128.load64_zero(g, 16));
    s67 = addSquares(s67, v128.load64_zero(g, 24));
  }
  store<f64>(result, sqrt(sumOf(s01) + sumOf(s23) + (sumOf(s45) + sumOf(s67))));
}

/** Squares of float32 are exact in float64, so that nothing is lost without a fused operation. */
// @ts-ignore: decorator
@inline
function addSquares(sums: v128, pair: v128): v128 {
  const values = f64x2.promote_low_f32x4(pair);
  return f64x2.add(sums, f64x2.mul(values, values));
}

// @ts-ignore: decorator
@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

export function allFinite(address: usize, bytes: usize): bool {
  let low = f32x4.splat(0), high = f32x4.splat(0);
  for (const end = address + bytes; address < end; address += 32) {
    low = f32x4.mul(low, v128.load(address));
    high = f32x4.mul(high, v128.load(address, 16));
  }
  return areZeros(low, high);
}
