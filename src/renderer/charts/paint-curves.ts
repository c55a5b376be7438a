import { formatMetric } from '../format/numbers.ts';
import { foreignOpacity, foreignPoints, hairlinesOf, rawOpacity, type PaintedLine } from './curve-hairlines.ts';
import { far, pixelsOf } from './curve-pixels.ts';
import type { CurveScene, LineLook } from './curve-scene.ts';
import { discWidth, mostDiscs } from './line-ends.ts';
import type { DrawnLine, Points } from './mill/messages.ts';
import type { Reading } from './nearest.ts';
import type { Scale } from '../../compare/drawing/scale.ts';
import type { Stroke, Surface } from '../../compare/drawing/surface.ts';

/** Beyond this many lines, or points, strokes that are no hairlines take seconds where nothing helps the processor. */
const mostWideLines = 20;
const mostWidePoints = 40_000;
/** Pixels of path for each pixel of the picture: of lines that cover so much of it, being wider shows nothing. */
const mostWideInk = 0.15;

/** All lines, those behind first. */
export function paintCurves(surface: Surface, scene: CurveScene): void {
  const { drawn, looks, box, x, y } = scene;
  const lines = drawn.lines.flatMap((line): PaintedLine[] => {
    const look = looks.get(line.key);
    return look ? [{ line, look, path: pixelsOf(line, x, y) }] : [];
  }).sort((a, b) => Number(a.look.baseline) - Number(b.look.baseline));
  const thin = lines.length > mostWideLines || drawn.drawn > mostWidePoints || inkOf(lines) > mostWideInk * (box.right - box.left) * (box.bottom - box.top);
  const inner = { ...box, top: box.top - 3, bottom: box.bottom + 3 };
  surface.within(inner, () => {
    const bandOpacity = bandOpacityOf(lines.length);
    for (const { line, look } of lines) if (line.low && line.high) surface.area(bandOf(line.low, line.high, x, y), look.colour, bandOpacity);
    if (thin) surface.hairlines(hairlinesOf(lines, scene), inner);
    else for (const { line: { raw }, look: { colour } } of lines) if (raw) surface.line(pixelsOf(raw, x, y), { colour, width: 1, opacity: rawOpacity });
    for (const { line, look, path } of lines) {
      if (look.baseline) paintLine(surface, path, baselineStroke(look), foreignPoints(line, look));
      else if (!thin) paintLine(surface, path, { colour: look.colour, width: 1.5 }, foreignPoints(line, look));
    }
    for (const { look } of lines) if (typeof look.faintUntil === 'number') paintFork(surface, scene, look.faintUntil, look.colour);
  });
  // What stands on the first or last epoch is as wide as any other: a run that diverges ends with such a mark.
  surface.within({ ...inner, left: box.left - markReach, right: box.right + markReach }, () => {
    for (const { look, path } of lines) paintLonePoints(surface, scene, path, look.colour);
    for (const { line, look } of lines) paintMarks(surface, scene, line, look.colour);
  });
  for (const { keys, y: middle, words } of scene.ends) {
    const discs = keys.slice(0, mostDiscs);
    discs.forEach((key, at) => surface.disc(box.right + 6 + discWidth * at, middle, 2.5, looks.get(key)!.colour));
    surface.text(words, box.right + 12 + discWidth * (discs.length - 1), middle, { colour: scene.colours.text, number: true });
  }
}

/** A point with a gap on either side is no line: a metric of a single epoch would not be seen. */
function paintLonePoints(surface: Surface, { box }: CurveScene, path: Float64Array, colour: string): void {
  let before = false;
  let here = isThere(path, 0);
  for (let at = 0; at < path.length; at += 2) {
    const after = isThere(path, at + 2);
    if (here && !before && !after && path[at]! >= box.left - 0.5 && path[at]! <= box.right + 0.5) surface.disc(path[at]!, path[at + 1]!, 2.5, colour);
    before = here;
    here = after;
  }
}

function isThere(path: Float64Array, at: number): boolean {
  if (at >= path.length) return false;
  const both = path[at]! + path[at + 1]!;
  return both - both === 0;
}

function paintLine(surface: Surface, path: Float64Array, stroke: Stroke, foreign: number): void {
  if (foreign > 0) surface.line(path.subarray(0, foreign * 2), { ...stroke, opacity: foreignOpacity });
  surface.line(foreign > 0 ? path.subarray((foreign - 1) * 2) : path, stroke);
}

/** Bands of many groups lie over each other. */
const bandOpacityOf = (lines: number): number => Math.min(0.16, 0.6 / lines);

function paintFork(surface: Surface, { box, x }: CurveScene, at: number, colour: string): void {
  if (at < x.from || at > x.to) return;
  const place = x.pixel(at);
  surface.line(Float64Array.of(place, box.top, place, box.bottom), { colour, width: 1, dash: [2, 3], opacity: 0.7 });
}

/** How many pixels the pen goes up and down. */
function inkOf(lines: readonly { path: Float64Array }[]): number {
  let ink = 0;
  for (const { path } of lines) {
    for (let i = 3; i < path.length; i += 2) {
      const by = Math.abs(path[i]! - path[i - 2]!);
      if (by < far) ink += by;
    }
  }
  return ink;
}

const baselineStroke = (look: LineLook): Stroke => ({ colour: look.colour, width: 2, dash: [7, 4] });

/** How far a mark or a point reaches to either side, in pixels. */
const markReach = 4;

/** A cross at the upper edge for NaN, arrow heads at the edges for the infinities. */
function paintMarks(surface: Surface, { box, x }: CurveScene, { marks }: DrawnLine, colour: string): void {
  const stroke = { colour, width: 1.2 };
  for (let i = 0; i < marks.x.length; i++) {
    if (marks.x[i]! < x.from || marks.x[i]! > x.to) continue;
    const at = x.pixel(marks.x[i]!);
    const value = marks.y[i]!;
    if (Number.isNaN(value)) {
      surface.line(Float64Array.of(at - 3, box.top, at + 3, box.top + 6, NaN, NaN, at + 3, box.top, at - 3, box.top + 6), stroke);
    } else {
      const [tip, foot] = value > 0 ? [box.top, box.top + 5] : [box.bottom, box.bottom - 5];
      surface.line(Float64Array.of(at - 3, foot, at, tip, at + 3, foot), stroke);
    }
  }
}

export interface Hover {
  /** x of the cross-hair in data */
  at: number;
  strong: string | null;
  /** what is written beside the line: the chart under the pointer has a tooltip for that */
  valueBeside: boolean;
  readings: readonly Reading[];
}

/** The playhead, and where the lines are there. */
export function paintPlayhead(surface: Surface, { box, x, y, looks, colours }: CurveScene, at: number, readings: readonly Reading[]): void {
  if (at < x.from || at > x.to) return;
  const place = x.pixel(at);
  surface.line(Float64Array.of(place, box.top, place, box.bottom), { colour: colours.text, width: 1 });
  if (readings.length > mostWideLines) return;
  for (const { key, x: px, y: py } of readings) {
    const look = looks.get(key);
    const top = y.pixel(py);
    if (look && Number.isFinite(py) && top >= box.top - 4 && top <= box.bottom + 4) surface.disc(x.pixel(px), top, 3, look.colour, colours.back);
  }
}

/** Over the picture of all lines: the cross-hair, and the line that is pointed at. */
export function paintHover(surface: Surface, scene: CurveScene, hover: Hover | null, strong: string | null): void {
  const { box, x, y, drawn, looks, colours } = scene;
  const line = drawn.lines.find(({ key }) => key === strong);
  const look = line && looks.get(line.key);
  if (line && look) surface.within({ ...box, top: box.top - 3, bottom: box.bottom + 3 }, () => paintStrong(surface, pixelsOf(line, x, y), look));
  if (!hover || hover.at < x.from || hover.at > x.to) return;
  const at = x.pixel(hover.at);
  surface.line(Float64Array.of(at, box.top, at, box.bottom), { colour: colours.muted, width: 1 });
  const few = hover.readings.length <= mostWideLines;
  for (const reading of hover.readings) {
    if ((!few && reading.key !== strong) || !Number.isFinite(reading.y)) continue;
    const [px, py] = [x.pixel(reading.x), y.pixel(reading.y)];
    if (py < box.top - 4 || py > box.bottom + 4) continue;
    surface.disc(px, py, reading.key === strong ? 4 : 3, looks.get(reading.key)?.colour ?? colours.muted, colours.back);
    if (reading.key !== strong || !hover.valueBeside) continue;
    const onLeft = px > (box.left + box.right) / 2;
    surface.text(formatMetric(reading.y), px + (onLeft ? -9 : 9), py - 9, { colour: colours.text, number: true, align: onLeft ? 'right' : 'left' });
  }
}

/** A wide stroke of a line that is all noise takes as long as a hundred thin ones; some of those side by side look the same. */
function paintStrong(surface: Surface, points: Float64Array, look: LineLook): void {
  if (points.length <= 2000) return surface.line(points, { ...(look.baseline ? baselineStroke(look) : {}), colour: look.colour, width: 2.5 });
  for (const by of [-0.75, 0, 0.75]) surface.line(points.map((value, at) => (at % 2 === 1 ? value + by : value)), { colour: look.colour, width: 1 });
}

/** There along the upper edge, back along the lower one; what is a gap in either is left out. */
function bandOf(low: Points, high: Points, x: Scale, y: Scale): Float64Array {
  const clean = (edge: Points) => {
    const pixels = pixelsOf(edge, x, y);
    const points: [number, number][] = [];
    for (let i = 0; i < pixels.length; i += 2) if (Number.isFinite(pixels[i]!) && Number.isFinite(pixels[i + 1]!)) points.push([pixels[i]!, pixels[i + 1]!]);
    return points;
  };
  return Float64Array.from([...clean(high), ...clean(low).reverse()].flat());
}
