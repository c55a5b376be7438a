import { decimate } from '../../compare/decimate.ts';

/** One line of a chart, in order of x. The arrays may grow between two drawings. */
export interface ChartLine {
  key: string;
  label: string;
  /** name of a colour token, for example `--series-train` */
  colour: string;
  x: readonly number[];
  y: readonly number[];
  /** up to this x the line is another run's, and drawn faintly */
  faintUntil?: number | null;
}

/** A place on the x axis that has a name. */
export interface ChartMark {
  x: number;
  label: string;
}

export interface Point {
  x: number;
  y: number;
}

/** The points that are worth drawing on `pixels` columns. Values that are not finite become gaps (NaN). */
export function drawnPoints(line: ChartLine, from: number, to: number, pixels: number): Point[] {
  return decimate(line, from, to, Math.max(1, pixels)).map((at) => {
    const y = line.y[at] ?? NaN;
    return { x: line.x[at] ?? NaN, y: Number.isFinite(y) ? y : NaN };
  });
}

/** Where a line has no finite value, so that the chart can say so instead of leaving the points out. */
export function nonFinitePoints(line: ChartLine): Point[] {
  return line.y.flatMap((y, at) => (Number.isFinite(y) ? [] : [{ x: line.x[at] ?? NaN, y }]));
}

/** The value of a line at the x that is nearest to the one asked for, or null for a line without points. */
export function nearestPoint(line: Pick<ChartLine, 'x' | 'y'>, x: number): Point | null {
  let [low, high] = [0, line.x.length - 1];
  if (high < 0) return null;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((line.x[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const at = Math.abs((line.x[high] ?? 0) - x) < Math.abs((line.x[low] ?? 0) - x) ? high : low;
  return { x: line.x[at] ?? NaN, y: line.y[at] ?? NaN };
}

/** The last finite point, which is what a label at the end of a line tells. */
export function lastFinitePoint(line: ChartLine): Point | null {
  for (let at = line.y.length - 1; at >= 0; at--) {
    const y = line.y[at] ?? NaN;
    if (Number.isFinite(y)) return { x: line.x[at] ?? NaN, y };
  }
  return null;
}

/**
 * The x range to show, from 0 so that ticks are round. While a run goes on, the end moves in round steps rather than with every point, and never
 * past the `planned` end; afterwards it is where the data ends.
 */
export function xRange(lines: readonly ChartLine[], planned: number | null): { from: number; to: number } {
  const ends = lines.flatMap((line) => line.x[line.x.length - 1] ?? []);
  const starts = lines.flatMap((line) => line.x[0] ?? []);
  const last = Math.max(1, ...ends);
  const from = starts.some((start) => start < 0) ? Math.min(...starts) : 0;
  const to = planned === null ? last : Math.min(Math.max(planned, 1), roundUp(last));
  return { from, to: Math.max(to, last, from + 1) };
}

/** The next of 10, 15, 20, 30, 50, 75, 100, 150 and so on. */
function roundUp(value: number): number {
  const steps = [1, 1.5, 2, 3, 5, 7.5, 10];
  let decade = 10;
  while (decade * 10 < value) decade *= 10;
  return decade * (steps.find((step) => step * decade >= value) ?? 10);
}
