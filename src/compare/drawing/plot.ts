import { createScale, type Scale, type ScaleKind, type Tick } from './scale.ts';
import type { Box, Surface } from './surface.ts';

export interface PlotAxis {
  label: string;
  kind: ScaleKind;
  from: number;
  to: number;
  /** round values of the scale where they are left out */
  ticks?: readonly Tick[];
}

/** Some points of one run. */
export interface PlotSeries<Colour extends string = string> {
  /** of the run */
  key: string;
  label: string;
  /** what these points are, where a plot has several series of a run */
  part?: string;
  colour: Colour;
  baseline: boolean;
  shape: 'line' | 'dots';
  /** in data; NaN interrupts a line */
  x: Float64Array;
  y: Float64Array;
  /** of dots, in pixels: one for all, or one each */
  radius?: number | Float64Array;
  /** stands back behind the others and is not pointed at */
  faint?: boolean;
  /** edges of a band around the line */
  band?: { low: Float64Array; high: Float64Array };
  /** more about each point, for tooltips and files */
  more?: Readonly<Record<string, Float64Array>>;
}

/** How all that is a run's looks the same everywhere. */
export type RunLooks<Colour extends string = string> = Pick<PlotSeries<Colour>, 'key' | 'label' | 'colour' | 'baseline'>;

/** A small chart in data: what it shows, not how large and on what. */
export interface Plot<Colour extends string = string> {
  title: string;
  x: PlotAxis;
  y: PlotAxis;
  /** both axes are equally long */
  square?: boolean;
  /** dashed lines to read by, in data: x0, y0, x1, y1 */
  guides: readonly (readonly [number, number, number, number])[];
  series: readonly PlotSeries<Colour>[];
}

/** Where everything goes. */
export interface PlotLayout {
  box: Box;
  x: Scale;
  y: Scale;
  textScale: number;
}

export function layOutPlot({ x, y, square }: Plot, width: number, height: number, measure: Surface['measure'], textScale = 1): PlotLayout {
  const [top, lowest] = [20 * textScale, height - 36 * textScale];
  const left = Math.ceil(Math.max(28, ...scaleOf(y, [lowest, top]).ticks.map((tick) => measure(tick.label) + 12)));
  const side = Math.min(width - 14 - left, lowest - top);
  const [right, bottom] = square ? [left + side, top + side] : [width - 14, lowest];
  return { box: { left, right, top, bottom }, x: scaleOf(x, [left, right]), y: scaleOf(y, [bottom, top]), textScale };
}

function scaleOf({ kind, from, to, ticks }: PlotAxis, pixels: [number, number]): Scale {
  const scale = createScale(kind, [from, to], pixels);
  return ticks ? { ...scale, ticks: [...ticks] } : scale;
}

/** The lowest and the highest of what is finite, with some room around; 0 to 1 where nothing is. */
export function paddedRange(values: readonly ArrayLike<number>[], share = 0.05): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const some of values) {
    for (let i = 0; i < some.length; i++) {
      const value = some[i]!;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  const room = low === high ? Math.max(Math.abs(low) * share, 1e-6) : (high - low) * share;
  return [low - room, high + room];
}
