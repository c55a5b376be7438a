import { lineEnds, roomForEnds, type LineEnd } from './line-ends.ts';
import type { Drawn } from './mill/messages.ts';
import { createScale, type Scale, type ScaleKind } from '../../compare/drawing/scale.ts';
import type { Box, ChartColours, Surface } from '../../compare/drawing/surface.ts';
import type { Range } from './view-range.ts';

/** How one line is shown, whatever it is drawn on. */
export interface LineLook {
  label: string;
  colour: string;
  /** drawn on top, in a style of its own */
  baseline: boolean;
  /** x before which the line is another's, and drawn faintly */
  faintUntil?: number | null;
}

export interface CurveSceneInput {
  width: number;
  height: number;
  drawn: Drawn;
  looks: ReadonlyMap<string, LineLook>;
  colours: ChartColours;
  xKind: ScaleKind;
  xLabel: string;
  logY: boolean;
  /** what is shown; null is all there is */
  view: { x: Range | null; y: Range | null };
  /** of the text, as the person wants it; 1 where it is left out */
  textScale?: number;
}

/** A chart's picture in numbers: where everything goes. */
export interface CurveScene extends CurveSceneInput {
  box: Box;
  x: Scale;
  y: Scale;
  /** values at the ends of the lines, where there is room for them, and how far down */
  ends: (LineEnd & { y: number })[];
}

const mostEnds = 12;

export function layOut(input: CurveSceneInput, measure: Surface['measure']): CurveScene {
  const { width, height, drawn, view, textScale = 1 } = input;
  const [top, bottom] = [10, height - 36 * textScale];
  const yRange = view.y ?? padded(drawn.y, input.logY);
  const xRange = view.x ?? widened(drawn.x);
  const y = createScale(input.logY ? 'log' : 'linear', yRange, [bottom, top]);
  const left = Math.ceil(Math.max(28, ...y.ticks.map((tick) => measure(tick.label) + 12)));
  const ends = drawn.lines.length <= mostEnds && width > 360 ? endsInView(input, xRange, yRange) : [];
  const lastTick = createScale(input.xKind, xRange, [left, width]).ticks.at(-1)?.label ?? '';
  const right = width - Math.ceil(Math.max(14, measure(lastTick) / 2 + 2, ends.length > 0 ? roomForEnds(ends, measure) : 0));
  const box = { left, right, top, bottom };
  return { ...input, box, x: createScale(input.xKind, xRange, [left, right]), y, ends: spreadOut(ends, y, box, 13 * textScale) };
}

/** The last value of each line that ends in view. */
function endsInView({ drawn, looks }: CurveSceneInput, x: Range, y: Range): LineEnd[] {
  return lineEnds(drawn.lines.flatMap(({ key, last }) => (last && looks.has(key) && last.x >= x[0] && last.x <= x[1] && last.y >= y[0] && last.y <= y[1] ? [{ key, value: last.y }] : [])));
}

/** Each as near to its line as the others let it. */
function spreadOut(ends: readonly LineEnd[], y: Scale, { top, bottom }: Box, gap: number): CurveScene['ends'] {
  if (ends.length * gap > bottom - top) return [];
  const placed = ends.map((end) => ({ ...end, y: y.pixel(end.value) })).sort((a, b) => a.y - b.y);
  let least = top;
  for (const end of placed) {
    end.y = Math.max(end.y, least);
    least = end.y + gap;
  }
  let most = bottom;
  for (const end of placed.toReversed()) {
    end.y = Math.min(end.y, most);
    most = end.y - gap;
  }
  return placed;
}

function padded(range: [number, number] | null, log: boolean): Range {
  if (!range) return log ? [0.1, 1] : [0, 1];
  const [low, high] = range;
  if (log) return low === high ? [low / 2, high * 2] : [low / (high / low) ** 0.04, high * (high / low) ** 0.04];
  const space = low === high ? Math.max(Math.abs(low) * 0.05, 1e-6) : (high - low) * 0.04;
  return [low - space, high + space];
}

function widened(range: [number, number] | null): Range {
  if (!range) return [0, 1];
  return range[0] === range[1] ? [range[0], range[0] + Math.max(1, Math.abs(range[0]) * 1e-3)] : range;
}
