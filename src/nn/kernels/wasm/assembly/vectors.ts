/** Two vectors that lie side by side, which V8's revectorizer makes one of 256 bits. */

/** The upper one first: the other way round the engine writes the lower one twice. */
// @ts-ignore: decorator
@inline
export function storePair(at: usize, low: v128, high: v128): void {
  v128.store(at, high, 16);
  v128.store(at, low);
}

/** Whether no factor of these products, which began at 0, was an infinity or a NaN. */
// @ts-ignore: decorator
@inline
export function areZeros(low: v128, high: v128): bool {
  return i32x4.all_true(f32x4.eq(f32x4.mul(low, high), f32x4.splat(0)));
}
