import { activateRows } from './activations';
import { clearPadding, panelsOf } from './padding';
import { tile } from './tile';
import { transposePanels } from './transpose';

/**
 * The three products of a dense layer. A matrix is row-major with `stride` bytes from row to row. Weights and their
 * gradients are panels of eight columns, `[⌈units / 8⌉][inputs][8]`, followed by the bias, `[⌈units / 8⌉][8]`.
 * `wide` takes two panels at a time, for 256-bit registers; the bits of the result do not depend on it.
 */

/** Y = activation(X·W + b) */
export function affine(
  x: usize, xStride: usize, w: usize, y: usize, yStride: usize,
  rows: i32, inputs: i32, units: i32, activation: i32, slope: f32, wide: bool,
): void {
  const panels = panelsOf(units);
  const panelBytes = <usize>inputs * PANEL_ROW;
  const bias = w + <usize>panels * panelBytes;
  product(x, xStride, 4, w, panelBytes, PANEL_ROW, bias, 0, PANEL_ROW, y, yStride, PANEL_ROW, rows, panels, inputs, wide);
  clearPadding(y, yStride, rows, units);
  if (activation) activateRows(y, yStride, y, yStride, rows, units, activation, slope);
}

/** dW = Xᵀ·dY and db = Σ dY, into the panels at `w` and the bias behind them. */
export function parameterGradient(
  x: usize, xStride: usize, dy: usize, dyStride: usize, w: usize, rows: i32, inputs: i32, units: i32, wide: bool,
): void {
  const panels = panelsOf(units);
  const panelBytes = <usize>inputs * PANEL_ROW;
  product(x, 4, xStride, dy, PANEL_ROW, dyStride, ZEROS, 0, 0, w, PANEL_ROW, panelBytes, inputs, panels, rows, wide);
  const bias = w + <usize>panels * panelBytes;
  for (let panel: usize = 0; panel < <usize>panels; panel++) sumColumns(dy + panel * PANEL_ROW, dyStride, rows, bias + panel * PANEL_ROW);
  const last = <usize>(panels - 1);
  clearPadding(w + last * panelBytes - last * PANEL_ROW, PANEL_ROW, inputs, units);
  clearPadding(bias, PANEL_ROW, 1, units);
}

/** dX = dY·Wᵀ. `scratch` has room for Wᵀ in panels: ⌈inputs / 8⌉ · ⌈units / 8⌉ · 256 bytes. */
export function inputGradient(
  dy: usize, dyStride: usize, w: usize, dx: usize, dxStride: usize, scratch: usize,
  rows: i32, inputs: i32, units: i32, wide: bool,
): void {
  transposePanels(w, inputs, units, scratch);
  const panelBytes = <usize>panelsOf(units) * 8 * PANEL_ROW;
  product(dy, dyStride, 4, scratch, panelBytes, PANEL_ROW, ZEROS, 0, 0, dx, dxStride, PANEL_ROW, rows, panelsOf(inputs), units, wide);
  clearPadding(dx, dxStride, rows, inputs);
}

/** bytes of one row of a panel */
const PANEL_ROW: usize = 32;
/** an address at which 64 bytes of zeros lie */
const ZEROS: usize = memory.data(64, 64);
/** rows of a tile; what remains is shared out evenly */
const TILE_ROWS: i32 = 6;
/** steps after which the next panels are taken up: so many rows of two panels, and of A, stay in the first-level cache */
const DEPTH_BLOCK: i32 = 256;

/** C = S + A·B, in blocks of the depth; the addresses and distances are those of `tile`, and those from panel to panel. */
function product(
  a: usize, aRow: usize, aStep: usize, b: usize, bPanel: usize, bStep: usize,
  s: usize, sRow: usize, sPanel: usize, c: usize, cRow: usize, cPanel: usize,
  rows: i32, panels: i32, depth: i32, wide: bool,
): void {
  for (let from: i32 = 0; from < depth; from += DEPTH_BLOCK) {
    const steps = min(DEPTH_BLOCK, depth - from);
    const aFrom = a + <usize>from * aStep;
    const bFrom = b + <usize>from * bStep;
    const goOn = from > 0;
    const start = goOn ? c : s;
    const startRow = goOn ? cRow : sRow;
    const startPanel = goOn ? cPanel : sPanel;
    const together: i32 = wide ? 2 : 1;
    for (let panel: i32 = 0; panel < panels; panel += together) {
      const at = <usize>panel;
      strip(
        rows, min(together, panels - panel), steps, aFrom, aRow, aStep, bFrom + at * bPanel, bPanel, bStep,
        start + at * startPanel, startRow, startPanel, c + at * cPanel, cRow, cPanel,
      );
    }
  }
}

/** All rows of one or two panels. */
function strip(
  rows: i32, panels: i32, depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bPanel: usize, bStep: usize,
  s: usize, sRow: usize, sPanel: usize, c: usize, cRow: usize, cPanel: usize,
): void {
  for (let tiles = (rows + TILE_ROWS - 1) / TILE_ROWS; tiles > 0; tiles--) {
    const height = (rows + tiles - 1) / tiles;
    tile(height, panels, depth, a, aRow, aStep, b, b + bPanel, bStep, s, s + sPanel, sRow, c, c + cPanel, cRow);
    rows -= height;
    a += <usize>height * aRow;
    s += <usize>height * sRow;
    c += <usize>height * cRow;
  }
}

/** The sums of eight columns, row by row. */
function sumColumns(from: usize, stride: usize, rows: i32, into: usize): void {
  let low = f32x4.splat(0), high = f32x4.splat(0);
  for (; rows > 0; rows--) {
    low = f32x4.add(low, v128.load(from));
    high = f32x4.add(high, v128.load(from, 16));
    from += stride;
  }
  v128.store(into, low);
  v128.store(into, high, 16);
}
