import type { Column } from '../../../compare/columns/column.ts';
import { categoryScale } from '../../../compare/drawing/category-scale.ts';
import { createScale, type Scale } from '../../../compare/drawing/scale.ts';
import type { Box, Surface } from '../../../compare/drawing/surface.ts';
import type { ChartColours } from '../../../compare/drawing/surface.ts';
import type { Trend } from './trend.ts';

export interface ScatterSide {
  label: string;
  column: Column;
  log: boolean;
  /** of a group's values, a point each; null where no point stands for several */
  sd: Float64Array | null;
}

export interface ScatterPoint {
  key: string;
  label: string;
  colour: string;
  baseline: boolean;
  /** how many runs it stands for */
  runs: number;
}

export interface ScatterInput {
  width: number;
  height: number;
  across: ScatterSide;
  up: ScatterSide;
  points: readonly ScatterPoint[];
  trend: Trend | null;
  colours: ChartColours;
  textScale?: number;
}

export interface ScatterScene extends ScatterInput {
  box: Box;
  x: Scale;
  y: Scale;
  xLabel: string;
  /** a pixel a point; NaN where a point has no place */
  px: Float64Array;
  py: Float64Array;
}

export function layOutScatter(input: ScatterInput, measure: Surface['measure']): ScatterScene {
  const { width, height, across, up, textScale = 1 } = input;
  const [top, bottom] = [26, height - 36 * textScale];
  // A value whose other side has no place is not drawn, and does not stretch the axis.
  const drawn = (at: number) => hasPlace(across, at) && hasPlace(up, at);
  const y = scaleOf(up, [bottom, top], drawn);
  const left = Math.ceil(Math.max(28, ...y.ticks.map((tick) => Math.min(180, measure(tick.label) + 12))));
  const right = width - 16;
  const x = scaleOf(across, [left, right], drawn);
  const [px, py] = [placesOf(across, x), placesOf(up, y)];
  // Points of one kind would lie on each other.
  if (across.column.kind === 'category') spreadOut(px, across.column.codes, Math.min(18, (right - left) / across.column.levels.length / 3));
  if (up.column.kind === 'category') spreadOut(py, up.column.codes, Math.min(12, (bottom - top) / up.column.levels.length / 3));
  return { ...input, box: { left, right, top, bottom }, x, y, xLabel: across.label, px, py };
}

function scaleOf({ column, log }: ScatterSide, pixels: [number, number], drawn: (at: number) => boolean): Scale {
  return column.kind === 'category' ? categoryScale(column.levels, pixels) : createScale(log ? 'log' : 'linear', paddedRange(column.values.filter((_, at) => drawn(at)), log), pixels);
}

function hasPlace({ column, log }: ScatterSide, at: number): boolean {
  if (column.kind === 'category') return column.codes[at]! >= 0;
  const value = column.values[at]!;
  return !Number.isNaN(value) && (!log || value > 0);
}

function paddedRange(there: Float64Array, log: boolean): [number, number] {
  if (there.length === 0) return log ? [0.1, 1] : [0, 1];
  const [low, high] = there.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  if (log) return low === high ? [low / 2, high * 2] : [low / (high / low) ** 0.05, high * (high / low) ** 0.05];
  const space = low === high ? Math.max(Math.abs(low) * 0.05, 1e-6) : (high - low) * 0.05;
  return [low - space, high + space];
}

function placesOf({ column, log }: ScatterSide, scale: Scale): Float64Array {
  if (column.kind === 'category') return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : scale.pixel(code)));
  return Float64Array.from(column.values, (value) => (log && !(value > 0) ? Number.NaN : scale.pixel(value)));
}

/** Each moved aside by the golden ratio's multiples: never alike, always the same. */
function spreadOut(places: Float64Array, codes: Int32Array, by: number): void {
  const seen = new Map<number, number>();
  for (let at = 0; at < places.length; at++) {
    const before = seen.get(codes[at]!) ?? 0;
    seen.set(codes[at]!, before + 1);
    places[at]! += (((before * 0.6180339887498949 + 0.5) % 1) - 0.5) * 2 * by;
  }
}

/** The nearest point within reach, −1 where there is none. */
export function pointAt({ px, py }: Pick<ScatterScene, 'px' | 'py'>, x: number, y: number, reach = 14): number {
  let [nearest, least] = [-1, reach];
  for (let at = 0; at < px.length; at++) {
    const distance = Math.hypot(px[at]! - x, py[at]! - y);
    if (distance < least) [nearest, least] = [at, distance];
  }
  return nearest;
}

/** Places that have one, from left to right: the way of the arrow keys. */
export function inReadingOrder({ px, py }: Pick<ScatterScene, 'px' | 'py'>): number[] {
  return Array.from(px.keys()).filter((at) => Number.isFinite(px[at]! + py[at]!)).sort((a, b) => px[a]! - px[b]! || py[a]! - py[b]!);
}
