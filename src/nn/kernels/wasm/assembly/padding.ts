import { storePair } from './vectors';

/** Columns of a matrix lie in panels of eight; those past the last one are padding and hold 0. */

// @ts-ignore: decorator
@inline
export function panelsOf(columns: i32): i32 {
  return (columns + 7) >> 3;
}

/**
 * Makes the padding 0 again, after an operation that went over whole panels: where an infinity or a NaN took part,
 * it may have come out as NaN.
 */
export function clearPadding(address: usize, stride: usize, rows: i32, columns: i32): void {
  const used = columns & 7;
  if (!used) return;
  const low = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(used));
  const high = i32x4.lt_s(i32x4(4, 5, 6, 7), i32x4.splat(used));
  for (let at = address + (<usize>(columns >> 3) << 5); rows > 0; rows--) {
    storePair(at, v128.and(v128.load(at), low), v128.and(v128.load(at, 16), high));
    at += stride;
  }
}
