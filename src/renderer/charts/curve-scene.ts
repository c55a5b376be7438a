import { formatMetric } from '../format/numbers.ts';
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
}

/** A chart's picture in numbers: where everything goes. */
export interface CurveScene extends CurveSceneInput {
  box: Box;
  x: Scale;
  y: Scale;
  /** values at the ends of the lines, where there is room for them */
  ends: { key: string; y: number; words: string }[];
}

const endWidth = 58;
const mostEnds = 12;

export function layOut(input: CurveSceneInput, measure: Surface['measure']): CurveScene {
  const { width, height, drawn, view } = input;
  const [top, bottom] = [10, height - 36];
  const y = createScale(input.logY ? 'log' : 'linear', view.y ?? padded(drawn.y, input.logY), [bottom, top]);
  const left = Math.ceil(Math.max(28, ...y.ticks.map((tick) => measure(tick.label) + 12)));
  const wanted = drawn.lines.length <= mostEnds && width > 360;
  const right = width - (wanted ? endWidth : 14);
  const x = createScale(input.xKind, view.x ?? widened(drawn.x), [left, right]);
  const box = { left, right, top, bottom };
  return { ...input, box, x, y, ends: wanted ? endsOf(input, x, y, box) : [] };
}

/** The last value of each line that ends in view. */
function endsOf({ drawn, looks }: CurveSceneInput, x: Scale, y: Scale, { top, bottom }: Box): CurveScene['ends'] {
  const seen = drawn.lines.flatMap(({ key, last }) =>
    last && looks.has(key) && last.x >= x.from && last.x <= x.to && last.y >= Math.min(y.from, y.to) && last.y <= y.to ? [{ key, last }] : []);
  const gap = 13;
  if (seen.length * gap > bottom - top) return [];
  const placed = seen.map(({ key, last }) => ({ key, y: y.pixel(last.y), words: formatMetric(last.y) })).sort((a, b) => a.y - b.y);
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
