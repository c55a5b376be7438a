import { scaleLinear } from 'd3-scale';
import type { ScatterAxis, ScatterSample } from '../../../contract/data-sets.ts';
import { formatMetric } from '../../format/numbers.ts';

/** A sample of rows as numbers, and the marks that tell its classes apart. */
export interface ScatterPoints {
  x: Float64Array;
  y: Float64Array;
  classes: Int32Array;
}

export interface PlotFrame {
  /** from a value to pixels */
  x: (value: number) => number;
  y: (value: number) => number;
  xTicks: { at: number; label: string }[];
  yTicks: { at: number; label: string }[];
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function readPoints(sample: ScatterSample): ScatterPoints {
  return { x: jittered(sample.x), y: jittered(sample.y), classes: new Int32Array(aligned(sample.classes)) };
}

/** Bytes of a message need not begin where numbers may. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}

/** Points of one category would lie on each other: each is moved aside a little, always by the same. */
function jittered({ values, categories }: ScatterAxis): Float64Array {
  const numbers = new Float64Array(aligned(values));
  return categories ? numbers.map((value, at) => value + ((Math.imul(at + 1, 0x9e3779b1) >>> 0) / 2 ** 32 - 0.5) * 0.5) : numbers;
}

const room = { left: 56, right: 12, top: 10, bottom: 30 };

export function frameOf(sample: ScatterSample, points: ScatterPoints, width: number, height: number): PlotFrame {
  const [left, top, right, bottom] = [room.left, room.top, Math.max(room.left + 10, width - room.right), Math.max(room.top + 10, height - room.bottom)];
  const x = scaleOf(sample.x, points.x, [left, right]);
  const y = scaleOf(sample.y, points.y, [bottom, top]);
  return {
    x: x.place, y: y.place, left, top, right, bottom,
    xTicks: ticksOf(sample.x, x, Math.max(2, Math.floor((right - left) / 90))),
    yTicks: ticksOf(sample.y, y, Math.max(2, Math.floor((bottom - top) / 50))),
  };
}

interface Scale {
  place(value: number): number;
  ticks(wanted: number): number[];
}

function scaleOf({ categories }: ScatterAxis, values: Float64Array, range: [number, number]): Scale {
  if (categories) return linear([-0.6, Math.max(0, categories.length - 1) + 0.6], range, 1);
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(min <= max)) return linear([0, 1], range, 1);
  // The distance of two huge numbers is beyond float64, and tiny ones have few digits left: both are brought nearer to 1.
  const size = Math.max(-min, max);
  const unit = size > 1e150 ? 1e200 : size > 0 && size < 1e-150 ? 1e-300 : 1;
  const pad = ((max / unit - min / unit) * 0.04) || Math.abs(min / unit) * 0.05 || 0.5;
  return linear([min / unit - pad, max / unit + pad], range, unit);
}

function linear(domain: [number, number], range: [number, number], unit: number): Scale {
  const scale = scaleLinear().domain(domain).range(range);
  return { place: (value) => scale(value / unit), ticks: (wanted) => scale.ticks(wanted).map((value) => value * unit) };
}

const longestLabel = 9;

function ticksOf({ categories }: ScatterAxis, scale: Scale, wanted: number): { at: number; label: string }[] {
  if (!categories) return scale.ticks(wanted).map((value) => ({ at: scale.place(value), label: shortNumber(value) }));
  const every = Math.max(1, Math.ceil(categories.length / wanted));
  return categories.flatMap((name, at) => (at % every === 0 ? [{ at: scale.place(at), label: name.length > longestLabel ? `${name.slice(0, longestLabel - 1)}…` : name }] : []));
}

function shortNumber(value: number): string {
  const plain = String(Number(value.toPrecision(6)));
  return plain.length <= 7 ? plain : formatMetric(value);
}

/** Marks that differ in shape as well as in colour. */
export const markShapes = ['circle', 'square', 'triangle', 'diamond', 'cross', 'plus', 'ring', 'bar'] as const;
export type MarkShape = (typeof markShapes)[number];

/** Adds one mark around (x, y) to the path; crosses, pluses, rings and bars are stroked, the others filled. */
export function traceMark(path: Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'arc' | 'rect' | 'closePath'>, shape: MarkShape, x: number, y: number, size: number): void {
  switch (shape) {
    case 'circle':
    case 'ring':
      path.moveTo(x + size, y);
      path.arc(x, y, size, 0, 2 * Math.PI);
      return;
    case 'square':
      path.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8);
      return;
    case 'triangle':
      path.moveTo(x, y - size * 1.2);
      path.lineTo(x + size * 1.1, y + size * 0.8);
      path.lineTo(x - size * 1.1, y + size * 0.8);
      path.closePath();
      return;
    case 'diamond':
      path.moveTo(x, y - size * 1.3);
      path.lineTo(x + size * 1.1, y);
      path.lineTo(x, y + size * 1.3);
      path.lineTo(x - size * 1.1, y);
      path.closePath();
      return;
    case 'cross':
      path.moveTo(x - size, y - size);
      path.lineTo(x + size, y + size);
      path.moveTo(x + size, y - size);
      path.lineTo(x - size, y + size);
      return;
    case 'plus':
      path.moveTo(x - size * 1.2, y);
      path.lineTo(x + size * 1.2, y);
      path.moveTo(x, y - size * 1.2);
      path.lineTo(x, y + size * 1.2);
      return;
    case 'bar':
      path.moveTo(x, y - size * 1.2);
      path.lineTo(x, y + size * 1.2);
  }
}

export const strokedShapes: ReadonlySet<MarkShape> = new Set(['cross', 'plus', 'ring', 'bar']);

/** The point nearest to a place on the canvas, within `reach` pixels; -1 where there is none. */
export function nearestPoint({ x, y, classes }: ScatterPoints, frame: PlotFrame, place: { x: number; y: number }, isShown: (code: number) => boolean, reach = 10): number {
  let [best, least] = [-1, reach * reach];
  for (let at = 0; at < x.length; at++) {
    if (!isShown(classes[at]!)) continue;
    const distance = (frame.x(x[at]!) - place.x) ** 2 + (frame.y(y[at]!) - place.y) ** 2;
    if (distance <= least) [best, least] = [at, distance];
  }
  return best;
}
