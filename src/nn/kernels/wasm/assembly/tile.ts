/**
 * The innermost loop of every product: a tile of up to 6 rows by 1 or 2 panels of C ← S + A·B, held in registers.
 *
 * Each element takes its steps over the depth in order, one fused multiply-add a step; lanes are neighbours in a row
 * of C. A panel is eight columns wide, two vectors side by side that go through the same operations: V8's
 * revectorizer makes one 256-bit operation of such a pair.
 *
 * Addresses and distances are in bytes:
 * - a, aRow, aStep: first element of A, from row to row, from step to step
 * - b0, b1, bStep: first vector of each panel of B, from step to step
 * - s0, s1, sRow: where the elements start: a bias (sRow 0), zeros (sRow 0), or the tile itself to go on with
 * - c0, c1, cRow: where they end
 */
export function tile(
  rows: i32, panels: i32, depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  if (panels == 2) {
    switch (rows) {
      case 1: return tile1x2(depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
      case 2: return tile2x2(depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
      case 3: return tile3x2(depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
      case 4: return tile4x2(depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
      case 5: return tile5x2(depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
      default: return tile6x2(depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
    }
  }
  switch (rows) {
    case 1: return tile1x1(depth, a, aRow, aStep, b0, bStep, s0, sRow, c0, cRow);
    case 2: return tile2x1(depth, a, aRow, aStep, b0, bStep, s0, sRow, c0, cRow);
    case 3: return tile3x1(depth, a, aRow, aStep, b0, bStep, s0, sRow, c0, cRow);
    case 4: return tile4x1(depth, a, aRow, aStep, b0, bStep, s0, sRow, c0, cRow);
    case 5: return tile5x1(depth, a, aRow, aStep, b0, bStep, s0, sRow, c0, cRow);
    default: return tile6x1(depth, a, aRow, aStep, b0, bStep, s0, sRow, c0, cRow);
  }
}

function tile1x2(
  depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  shape(1, 2, depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
}

function tile2x2(
  depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  shape(2, 2, depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
}

function tile3x2(
  depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  shape(3, 2, depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
}

function tile4x2(
  depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  shape(4, 2, depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
}

function tile5x2(
  depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  shape(5, 2, depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
}

function tile6x2(
  depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  shape(6, 2, depth, a, aRow, aStep, b0, b1, bStep, s0, s1, sRow, c0, c1, cRow);
}

function tile1x1(
  depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, s: usize, sRow: usize, c: usize, cRow: usize,
): void {
  shape(1, 1, depth, a, aRow, aStep, b, b, bStep, s, s, sRow, c, c, cRow);
}

function tile2x1(
  depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, s: usize, sRow: usize, c: usize, cRow: usize,
): void {
  shape(2, 1, depth, a, aRow, aStep, b, b, bStep, s, s, sRow, c, c, cRow);
}

function tile3x1(
  depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, s: usize, sRow: usize, c: usize, cRow: usize,
): void {
  shape(3, 1, depth, a, aRow, aStep, b, b, bStep, s, s, sRow, c, c, cRow);
}

function tile4x1(
  depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, s: usize, sRow: usize, c: usize, cRow: usize,
): void {
  shape(4, 1, depth, a, aRow, aStep, b, b, bStep, s, s, sRow, c, c, cRow);
}

function tile5x1(
  depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, s: usize, sRow: usize, c: usize, cRow: usize,
): void {
  shape(5, 1, depth, a, aRow, aStep, b, b, bStep, s, s, sRow, c, c, cRow);
}

function tile6x1(
  depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, s: usize, sRow: usize, c: usize, cRow: usize,
): void {
  shape(6, 1, depth, a, aRow, aStep, b, b, bStep, s, s, sRow, c, c, cRow);
}

/**
 * The text of all tiles: inlined with constant ROWS and PANELS, of which only the used part remains. Row i, vector j
 * of the tile is `c<i><j>`.
 */
// @ts-ignore: decorator
@inline
function shape(
  ROWS: i32, PANELS: i32, depth: i32, a: usize, aRow: usize, aStep: usize, b0: usize, b1: usize, bStep: usize,
  s0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize,
): void {
  let a0 = a, a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow;
  let c00 = v128.load(s0), c01 = v128.load(s0, 16);
  let c02 = PANELS > 1 ? v128.load(s1) : c00, c03 = PANELS > 1 ? v128.load(s1, 16) : c00;
  let c10 = c00, c11 = c00, c12 = c00, c13 = c00;
  let c20 = c00, c21 = c00, c22 = c00, c23 = c00;
  let c30 = c00, c31 = c00, c32 = c00, c33 = c00;
  let c40 = c00, c41 = c00, c42 = c00, c43 = c00;
  let c50 = c00, c51 = c00, c52 = c00, c53 = c00;
  if (ROWS > 1) {
    s0 += sRow; s1 += sRow;
    c10 = v128.load(s0); c11 = v128.load(s0, 16);
    if (PANELS > 1) { c12 = v128.load(s1); c13 = v128.load(s1, 16); }
  }
  if (ROWS > 2) {
    s0 += sRow; s1 += sRow;
    c20 = v128.load(s0); c21 = v128.load(s0, 16);
    if (PANELS > 1) { c22 = v128.load(s1); c23 = v128.load(s1, 16); }
  }
  if (ROWS > 3) {
    s0 += sRow; s1 += sRow;
    c30 = v128.load(s0); c31 = v128.load(s0, 16);
    if (PANELS > 1) { c32 = v128.load(s1); c33 = v128.load(s1, 16); }
  }
  if (ROWS > 4) {
    s0 += sRow; s1 += sRow;
    c40 = v128.load(s0); c41 = v128.load(s0, 16);
    if (PANELS > 1) { c42 = v128.load(s1); c43 = v128.load(s1, 16); }
  }
  if (ROWS > 5) {
    s0 += sRow; s1 += sRow;
    c50 = v128.load(s0); c51 = v128.load(s0, 16);
    if (PANELS > 1) { c52 = v128.load(s1); c53 = v128.load(s1, 16); }
  }
  for (; depth > 0; depth--) {
    const p0 = v128.load(b0), p1 = v128.load(b0, 16);
    const q0 = PANELS > 1 ? v128.load(b1) : p0, q1 = PANELS > 1 ? v128.load(b1, 16) : p1;
    b0 += bStep;
    if (PANELS > 1) b1 += bStep;
    if (ROWS > 0) {
      const x = v128.load32_splat(a0);
      a0 += aStep;
      c00 = f32x4.relaxed_madd(x, p0, c00); c01 = f32x4.relaxed_madd(x, p1, c01);
      if (PANELS > 1) { c02 = f32x4.relaxed_madd(x, q0, c02); c03 = f32x4.relaxed_madd(x, q1, c03); }
    }
    if (ROWS > 1) {
      const x = v128.load32_splat(a1);
      a1 += aStep;
      c10 = f32x4.relaxed_madd(x, p0, c10); c11 = f32x4.relaxed_madd(x, p1, c11);
      if (PANELS > 1) { c12 = f32x4.relaxed_madd(x, q0, c12); c13 = f32x4.relaxed_madd(x, q1, c13); }
    }
    if (ROWS > 2) {
      const x = v128.load32_splat(a2);
      a2 += aStep;
      c20 = f32x4.relaxed_madd(x, p0, c20); c21 = f32x4.relaxed_madd(x, p1, c21);
      if (PANELS > 1) { c22 = f32x4.relaxed_madd(x, q0, c22); c23 = f32x4.relaxed_madd(x, q1, c23); }
    }
    if (ROWS > 3) {
      const x = v128.load32_splat(a3);
      a3 += aStep;
      c30 = f32x4.relaxed_madd(x, p0, c30); c31 = f32x4.relaxed_madd(x, p1, c31);
      if (PANELS > 1) { c32 = f32x4.relaxed_madd(x, q0, c32); c33 = f32x4.relaxed_madd(x, q1, c33); }
    }
    if (ROWS > 4) {
      const x = v128.load32_splat(a4);
      a4 += aStep;
      c40 = f32x4.relaxed_madd(x, p0, c40); c41 = f32x4.relaxed_madd(x, p1, c41);
      if (PANELS > 1) { c42 = f32x4.relaxed_madd(x, q0, c42); c43 = f32x4.relaxed_madd(x, q1, c43); }
    }
    if (ROWS > 5) {
      const x = v128.load32_splat(a5);
      a5 += aStep;
      c50 = f32x4.relaxed_madd(x, p0, c50); c51 = f32x4.relaxed_madd(x, p1, c51);
      if (PANELS > 1) { c52 = f32x4.relaxed_madd(x, q0, c52); c53 = f32x4.relaxed_madd(x, q1, c53); }
    }
  }
  if (ROWS > 0) {
    v128.store(c0, c00); v128.store(c0, c01, 16);
    if (PANELS > 1) { v128.store(c1, c02); v128.store(c1, c03, 16); }
  }
  if (ROWS > 1) {
    c0 += cRow; c1 += cRow;
    v128.store(c0, c10); v128.store(c0, c11, 16);
    if (PANELS > 1) { v128.store(c1, c12); v128.store(c1, c13, 16); }
  }
  if (ROWS > 2) {
    c0 += cRow; c1 += cRow;
    v128.store(c0, c20); v128.store(c0, c21, 16);
    if (PANELS > 1) { v128.store(c1, c22); v128.store(c1, c23, 16); }
  }
  if (ROWS > 3) {
    c0 += cRow; c1 += cRow;
    v128.store(c0, c30); v128.store(c0, c31, 16);
    if (PANELS > 1) { v128.store(c1, c32); v128.store(c1, c33, 16); }
  }
  if (ROWS > 4) {
    c0 += cRow; c1 += cRow;
    v128.store(c0, c40); v128.store(c0, c41, 16);
    if (PANELS > 1) { v128.store(c1, c42); v128.store(c1, c43, 16); }
  }
  if (ROWS > 5) {
    c0 += cRow; c1 += cRow;
    v128.store(c0, c50); v128.store(c0, c51, 16);
    if (PANELS > 1) { v128.store(c1, c52); v128.store(c1, c53, 16); }
  }
}
