import type { Column } from '../../../compare/columns/column.ts';
import { categoryScale } from '../../../compare/drawing/category-scale.ts';
import { createScale, type Scale } from '../../../compare/drawing/scale.ts';
import type { Surface } from '../../../compare/drawing/surface.ts';
import type { ChartColours } from '../../../compare/drawing/surface.ts';

/** One axis of parallel coordinates: a value a line. */
export interface ParallelAxis {
  key: string;
  label: string;
  column: Column;
  log: boolean;
  /** what a brush lets through, in values or codes; null lets all through. `levels` may name −1, for lines without a value. */
  brush: { from: number; to: number } | { levels: readonly number[] } | null;
}

export interface ParallelLine {
  key: string;
  label: string;
  colour: string;
  baseline: boolean;
  /** false where a brush holds it back */
  kept: boolean;
}

export interface ParallelInput {
  width: number;
  height: number;
  axes: readonly ParallelAxis[];
  lines: readonly ParallelLine[];
  colours: ChartColours;
  accent: string;
  textScale?: number;
}

export interface PlacedAxis extends ParallelAxis {
  x: number;
  scale: Scale;
  /** a pixel a line */
  places: Float64Array;
  /** where lines without a value pass; null where there are none */
  missing: number | null;
  /** so many pixels to its right are free for its labels */
  room: number;
}

export interface ParallelScene extends ParallelInput {
  top: number;
  bottom: number;
  axes: readonly PlacedAxis[];
}

const missingBelow = 22;

export function layOutParallel(input: ParallelInput, measure: Surface['measure']): ParallelScene {
  const { width, height, axes } = input;
  const [top, bottom] = [12, height - 14 - (axes.some(({ column }) => hasGaps(column)) ? missingBelow : 0)];
  const widest = (axis: ParallelAxis | undefined) => (axis === undefined ? 0 : Math.max(...place(axis, 0, 0, top, bottom).scale.ticks.map(({ label }) => measure(clipped(label)))));
  // Labels stand to the right of their axis, so that the last one needs room for its own.
  const [left, right] = [parallelMargin, width - Math.min(width / 4, Math.max(parallelMargin, widest(axes.at(-1)) + 16))];
  const xOf = (at: number) => (axes.length === 1 ? left : left + (at * (right - left)) / (axes.length - 1));
  const placed = axes.map((axis, at) => place(axis, xOf(at), (at === axes.length - 1 ? width : xOf(at + 1) - 4) - xOf(at), top, bottom));
  return { ...input, top, bottom, axes: placed };
}

/** Half of the narrowest head of an axis. */
const parallelMargin = 48;

export const clipped = (label: string): string => (label.length > 22 ? `${label.slice(0, 21)}…` : label);

/** As much of a label as `room` pixels hold. */
export function fitted(label: string, room: number, measure: Surface['measure']): string {
  const whole = clipped(label);
  if (measure(whole) <= room) return whole;
  let length = Math.min(label.length, whole.length) - 1;
  while (length > 1 && measure(`${label.slice(0, length)}…`) > room) length--;
  return `${label.slice(0, length)}…`;
}

function place(axis: ParallelAxis, x: number, room: number, top: number, bottom: number): PlacedAxis {
  const { column } = axis;
  const missing = hasGaps(column) ? bottom + missingBelow : null;
  const scale = column.kind === 'category' ? categoryScale(column.levels, [bottom, top]) : createScale(axis.log ? 'log' : 'linear', rangeOf(column.values), [bottom, top]);
  const places = column.kind === 'category'
    ? Float64Array.from(column.codes, (code) => (code < 0 ? missing! : scale.pixel(code)))
    : Float64Array.from(column.values, (value) => (Number.isNaN(value) ? missing! : scale.pixel(value)));
  return { ...axis, x, scale, places, missing, room };
}

const hasGaps = (column: Column): boolean => (column.kind === 'number' ? column.values.some(Number.isNaN) : column.codes.some((code) => code < 0));

/** From the lowest to the highest value; one value alone stands in the middle. */
function rangeOf(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  return low < high ? [low, high] : [low - Math.max(1e-6, Math.abs(low) / 2), high + Math.max(1e-6, Math.abs(high) / 2)];
}

/** The kept line that passes nearest to a point, no farther than `reach` pixels; −1 where there is none. */
export function lineAt({ axes, lines }: Pick<ParallelScene, 'axes' | 'lines'>, x: number, y: number, reach = 10): number {
  const right = Math.min(axes.length - 1, Math.max(1, axes.findIndex((axis) => axis.x >= x)));
  const [a, b] = [axes[right - 1], axes[right]];
  if (!a || !b || x < a.x - reach || x > b.x + reach) return -1;
  const share = Math.min(1, Math.max(0, (x - a.x) / (b.x - a.x)));
  let [nearest, least] = [-1, reach];
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at]!.kept) continue;
    const rise = b.places[at]! - a.places[at]!;
    // Straight up and down would make steep lines hard to hit.
    const distance = Math.abs(a.places[at]! + rise * share - y) / Math.hypot(1, rise / (b.x - a.x));
    if (distance < least) [nearest, least] = [at, distance];
  }
  return nearest;
}

/** What a brush from one pixel to another lets through. */
export function brushBetween(axis: PlacedAxis, one: number, other: number): { from: number; to: number } | { levels: number[] } {
  const [upper, lower] = [Math.min(one, other), Math.max(one, other)];
  const { column, scale, missing } = axis;
  if (column.kind === 'number') return { from: Math.max(scale.from, short(scale.value(lower))), to: Math.min(scale.to, short(scale.value(upper))) };
  const levels = column.levels.flatMap((_, code) => (scale.pixel(code) >= upper && scale.pixel(code) <= lower ? [code] : []));
  return { levels: missing !== null && missing <= lower ? [...levels, -1] : levels };
}

/** As many digits as a pixel is worth. */
const short = (value: number): number => Number(value.toPrecision(4));
