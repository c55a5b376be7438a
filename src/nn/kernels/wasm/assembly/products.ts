import { activateRows } from './activations';
import { clearPadding, panelsOf } from './padding';
import { across, down } from './tiles';
import { transposePanels } from './transpose';
import { storePair } from './vectors';

/**
 * The three products of a dense layer. A matrix is row-major with `stride` bytes from row to row. Weights and their
 * gradients are panels of eight columns, `[⌈units / 8⌉][inputs][8]`, and the bias `[⌈units / 8⌉][8]`; both may be a part
 * of the panels of a layer, so that threads can share them out.
 * `wide` takes two or three panels at a time, for 256-bit registers; the bits of the result do not depend on it.
 */

/** Y = activation(X·W + b); leaky ReLU's slope is the scalar argument */
export function affine(
  x: usize, xStride: usize, w: usize, bias: usize, y: usize, yStride: usize,
  rows: i32, inputs: i32, units: i32, activation: i32, wide: bool,
): void {
  productAcross(x, xStride, w, <usize>inputs * PANEL_ROW, bias, PANEL_ROW, y, yStride, rows, panelsOf(units), inputs, wide);
  clearPadding(y, yStride, rows, units);
  if (activation) activateRows(y, yStride, y, yStride, rows, units, activation);
}

/** dW = Xᵀ·dY and db = Σ dY */
export function parameterGradient(
  x: usize, xStride: usize, dy: usize, dyStride: usize, w: usize, bias: usize, rows: i32, inputs: i32, units: i32, wide: bool,
): void {
  const panels = panelsOf(units);
  const panelBytes = <usize>inputs * PANEL_ROW;
  productDown(x, xStride, dy, dyStride, w, panelBytes, inputs, panels, rows, wide);
  for (let panel: usize = 0; panel < <usize>panels; panel++) sumColumns(dy + panel * PANEL_ROW, dyStride, rows, bias + panel * PANEL_ROW);
  const last = <usize>(panels - 1);
  clearPadding(w + last * panelBytes - last * PANEL_ROW, PANEL_ROW, inputs, units);
  clearPadding(bias, PANEL_ROW, 1, units);
}

/**
 * `panels` panels of columns of dX = dY·Wᵀ, from the panel `first` on, which is one of `inputs` columns in all. `scratch`
 * has room for Wᵀ in panels: ⌈inputs / 8⌉ · ⌈units / 8⌉ · 256 bytes, of which the same share is used.
 */
export function inputGradient(
  dy: usize, dyStride: usize, w: usize, dx: usize, dxStride: usize, scratch: usize,
  rows: i32, inputs: i32, units: i32, first: i32, panels: i32, wide: bool,
): void {
  const panelBytes = <usize>panelsOf(units) * 8 * PANEL_ROW;
  const transposed = scratch + <usize>first * panelBytes;
  const from = dx + <usize>first * PANEL_ROW;
  transposePanels(w + <usize>(first * 8) * PANEL_ROW, inputs, panels, units, transposed);
  productAcross(dy, dyStride, transposed, panelBytes, ZEROS, 0, from, dxStride, rows, panels, units, wide);
  clearPadding(from, dxStride, rows, min(inputs - first * 8, panels * 8));
}

/** bytes of one row of a panel */
const PANEL_ROW: usize = 32;
/** an address at which 64 bytes of zeros lie */
const ZEROS: usize = memory.data(64, 64);
/** steps after which the next panels are taken up: so many rows of two panels stay in the first-level cache */
const DEPTH_BLOCK: i32 = 512;

/** C = S + A·B for rows of A and panels of B, into rows of C. S is one row, `sPanel` bytes a panel. */
function productAcross(
  a: usize, aRow: usize, b: usize, bPanel: usize, s: usize, sPanel: usize, c: usize, cRow: usize,
  rows: i32, panels: i32, depth: i32, wide: bool,
): void {
  for (let from: i32 = 0; from < depth; from += DEPTH_BLOCK) {
    const steps = min(DEPTH_BLOCK, depth - from);
    const a0 = a + <usize>from * 4;
    for (let panel: i32 = 0; panel < panels;) {
      const columns = panelsOfTile(panels - panel, wide);
      const tiles = tilesOf(rows, columns);
      const tall = (rows + tiles - 1) / tiles;
      const tallTiles = rows - tiles * (tall - 1);
      const b0 = b + <usize>panel * bPanel + <usize>from * PANEL_ROW;
      const c0 = c + <usize>panel * PANEL_ROW;
      const s0 = from ? c0 : s + <usize>panel * sPanel;
      const s0Row = from ? cRow : 0, s0Panel = from ? PANEL_ROW : sPanel;
      across(tall, columns, tallTiles, steps, a0, aRow, b0, bPanel, s0, s0Row, s0Panel, c0, cRow, PANEL_ROW);
      if (tallTiles < tiles) {
        const first = <usize>(tall * tallTiles);
        across(
          tall - 1, columns, tiles - tallTiles, steps, a0 + first * aRow, aRow, b0, bPanel,
          s0 + first * s0Row, s0Row, s0Panel, c0 + first * cRow, cRow, PANEL_ROW,
        );
      }
      panel += columns;
    }
  }
}

/** C = A·B for columns of A and rows of B, into panels of C. */
function productDown(
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cPanel: usize, rows: i32, panels: i32, depth: i32, wide: bool,
): void {
  for (let from: i32 = 0; from < depth; from += DEPTH_BLOCK) {
    const steps = min(DEPTH_BLOCK, depth - from);
    const a0 = a + <usize>from * aStep;
    for (let panel: i32 = 0; panel < panels;) {
      const columns = panelsOfTile(panels - panel, wide);
      const tiles = tilesOf(rows, columns);
      const tall = (rows + tiles - 1) / tiles;
      const tallTiles = rows - tiles * (tall - 1);
      const b0 = b + <usize>panel * PANEL_ROW + <usize>from * bStep;
      const c0 = c + <usize>panel * cPanel;
      const s0 = from ? c0 : ZEROS;
      const s0Row = from ? PANEL_ROW : 0, s0Panel = from ? cPanel : 0;
      down(tall, columns, tallTiles, steps, a0, aStep, b0, bStep, s0, s0Row, s0Panel, c0, PANEL_ROW, cPanel);
      if (tallTiles < tiles) {
        const first = <usize>(tall * tallTiles);
        down(
          tall - 1, columns, tiles - tallTiles, steps, a0 + first * 4, aStep, b0, bStep,
          s0 + first * s0Row, s0Row, s0Panel, c0 + first * PANEL_ROW, PANEL_ROW, cPanel,
        );
      }
      panel += columns;
    }
  }
}

/** Three where no more are left, as a single one would leave most registers empty. */
function panelsOfTile(left: i32, wide: bool): i32 {
  if (!wide) return 1;
  return left == 3 ? 3 : min(left, 2);
}

/** So few that none has more rows than registers hold, and so many rows each that they differ by one at most. */
function tilesOf(rows: i32, panels: i32): i32 {
  const most: i32 = panels == 3 ? 3 : 6;
  return (rows + most - 1) / most;
}

/** The sums of eight columns, row by row. */
function sumColumns(from: usize, stride: usize, rows: i32, into: usize): void {
  let low = f32x4.splat(0), high = f32x4.splat(0);
  for (; rows > 0; rows--) {
    low = f32x4.add(low, v128.load(from));
    high = f32x4.add(high, v128.load(from, 16));
    from += stride;
  }
  storePair(into, low, high);
}
