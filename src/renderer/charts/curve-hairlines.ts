import type { Box, Hairline } from '../../compare/drawing/surface.ts';
import { far, pixelsOf } from './curve-pixels.ts';
import type { CurveScene, LineLook } from './curve-scene.ts';
import type { DrawnLine, Points } from './mill/messages.ts';

/** A line and how it is painted. */
export interface PaintedLine {
  line: DrawnLine;
  look: LineLook;
  /** in pixels */
  path: Float64Array;
}

export const [rawOpacity, foreignOpacity] = [0.22, 0.35];

/** Of each line what stands back, its points before smoothing or its extremes, and before it what is to be followed. The more lie over each other, the more each lets through. */
export function hairlinesOf(lines: readonly PaintedLine[], { x, y, box }: CurveScene): Hairline[] {
  const behind = lines.flatMap(({ line: { raw, middle }, look: { colour }, path }) => {
    const points = raw ? pixelsOf(raw, x, y) : middle ? path : null;
    return points ? [{ points, colour, opacity: 0 }] : [];
  });
  const before = lines.flatMap(({ line, look, path }) => (look.baseline ? [] : ownAndForeign(line.middle ? pixelsOf(line.middle, x, y) : path, look.colour, foreignPoints(line.middle ?? line, look))));
  const back = Math.max(0.03, Math.min(rawOpacity, mostBehind / layersOf(behind, box)));
  const front = lines.length > fewLines ? Math.max(0.4, Math.min(1, mostBefore / layersOf(before, box))) : 1;
  return [...behind.map((line) => ({ ...line, opacity: back })), ...before.map((line) => ({ ...line, opacity: line.opacity * front }))];
}

function ownAndForeign(points: Float64Array, colour: string, foreign: number): Hairline[] {
  if (foreign === 0) return [{ points, colour, opacity: 1 }];
  return [{ points: points.subarray(0, foreign * 2), colour, opacity: foreignOpacity }, { points: points.subarray((foreign - 1) * 2), colour, opacity: 1 }];
}

/** Of so few, each can be told apart where it is drawn solidly. */
const fewLines = 20;

/** How much of the ground lines may hide: in whole layers of ink, on average where there is any. */
const [mostBehind, mostBefore] = [0.5, 1.5];

/** How often each pixel between the lowest and the highest of all lines is inked, on average. */
function layersOf(lines: readonly { points: Float64Array }[], { left, right }: Box): number {
  const width = Math.max(1, Math.ceil(right - left));
  const [low, high] = [new Float64Array(width).fill(Infinity), new Float64Array(width).fill(-Infinity)];
  let ink = 0;
  for (const { points } of lines) {
    for (let i = 0; i < points.length; i += 2) {
      const [px, py] = [points[i]! - left, points[i + 1]!];
      if (!(px >= 0 && px < width) || !(Math.abs(py) < far)) continue;
      const column = Math.floor(px);
      if (py < low[column]!) low[column] = py;
      if (py > high[column]!) high[column] = py;
      const length = i > 0 ? Math.hypot(px + left - points[i - 2]!, py - points[i - 1]!) : 0;
      if (length < far) ink += length;
    }
  }
  let [covered, height] = [0, 0];
  for (let column = 0; column < width; column++) {
    // Between points the lines go on about as far apart.
    if (low[column]! <= high[column]!) height = high[column]! - low[column]! + 1;
    covered += height;
  }
  return covered > 0 ? ink / covered : 0;
}

/** How many points come before the line is its own; the one where it begins belongs to both parts. */
export function foreignPoints({ x }: Points, { faintUntil }: LineLook): number {
  if (typeof faintUntil !== 'number') return 0;
  let count = 0;
  while (count < x.length && x[count]! <= faintUntil) count++;
  return count;
}
