import { result } from './scalars';

/** Leaves the L2 norm in `result`, by eight running sums in float64, one a column of the panels. */
export function norm(g: usize, bytes: usize): void {
  let s01 = f64x2.splat(0), s23 = f64x2.splat(0), s45 = f64x2.splat(0), s67 = f64x2.splat(0);
  for (const end = g + bytes; g < end; g += 32) {
    const low = v128.load(g), high = v128.load(g, 16);
    s01 = addSquares(s01, f64x2.promote_low_f32x4(low));
    s23 = addSquares(s23, f64x2.promote_low_f32x4(v128.shuffle<f64>(low, low, 1, 1)));
    s45 = addSquares(s45, f64x2.promote_low_f32x4(high));
    s67 = addSquares(s67, f64x2.promote_low_f32x4(v128.shuffle<f64>(high, high, 1, 1)));
  }
  store<f64>(result, sqrt(sumOf(s01) + sumOf(s23) + (sumOf(s45) + sumOf(s67))));
}

/** Squares of float32 are exact in float64, so that nothing is lost without a fused operation. */
// @ts-ignore: decorator
@inline
function addSquares(sums: v128, values: v128): v128 {
  return f64x2.add(sums, f64x2.mul(values, values));
}

// @ts-ignore: decorator
@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

export function allFinite(address: usize, bytes: usize): bool {
  const exponent = i32x4.splat(0x7f800000);
  // Two chains rather than one, side by side for the revectorizer.
  let low = i32x4.splat(0), high = i32x4.splat(0);
  for (const end = address + bytes; address < end; address += 32) {
    low = v128.or(low, i32x4.eq(v128.and(v128.load(address), exponent), exponent));
    high = v128.or(high, i32x4.eq(v128.and(v128.load(address, 16), exponent), exponent));
  }
  return !v128.any_true(v128.or(low, high));
}
