import type { Surface } from '../../../compare/drawing/surface.ts';
import { clipped, fitted, type ParallelLine, type ParallelScene, type PlacedAxis } from './parallel-scene.ts';

/** More lines than these are drawn a device pixel wide and see-through. */
const mostWideLines = 60;

export function paintParallelLines(surface: Surface, scene: ParallelScene, pixel: number): void {
  const { lines, colours } = scene;
  const kept = lines.filter((line) => line.kept).length;
  const width = kept > mostWideLines ? Math.max(pixel, 0.75) : 1.25;
  lines.forEach((line, at) => {
    if (!line.kept) surface.line(pathOf(scene, at), { colour: colours.line, width: Math.min(width, 0.75), opacity: lines.length > mostWideLines ? 0.35 : 0.7 });
  });
  const plain = [...lines.keys()].filter((at) => lines[at]!.kept && !lines[at]!.baseline);
  if (kept > mostWideLines) {
    const box = { left: 0, right: scene.width, top: 0, bottom: scene.height };
    surface.hairlines(plain.map((at) => ({ points: pathOf(scene, at), colour: lines[at]!.colour, opacity: kept > 200 ? 0.5 : 0.7 })), box);
  } else for (const at of plain) surface.line(pathOf(scene, at), { colour: lines[at]!.colour, width, opacity: 0.9 });
  lines.forEach((line, at) => {
    if (line.kept && line.baseline) surface.line(pathOf(scene, at), baselineStroke(line));
  });
}

/** The lines that are pointed at. */
export function paintStrongLines(surface: Surface, scene: ParallelScene, keys: ReadonlySet<string>): void {
  scene.lines.forEach((line, at) => {
    if (keys.has(line.key)) surface.line(pathOf(scene, at), line.baseline ? { ...baselineStroke(line), width: 3 } : { colour: line.colour, width: 2.5 });
  });
}

const baselineStroke = ({ colour }: ParallelLine) => ({ colour, width: 2, dash: [7, 4] });

export function paintParallelAxes(surface: Surface, scene: ParallelScene): void {
  const { top, bottom, colours, accent } = scene;
  for (const axis of scene.axes) {
    const x = Math.round(axis.x) + 0.5;
    surface.line(Float64Array.of(x, top, x, bottom), { colour: colours.muted, width: 1 });
    if (axis.brush) for (const [upper, lower] of brushedParts(axis)) {
      surface.area(Float64Array.of(x - 7, upper, x + 7, upper, x + 7, lower, x - 7, lower), accent, 0.22);
      surface.line(Float64Array.of(x - 7, upper, x + 7, upper, NaN, NaN, x - 7, lower, x + 7, lower), { colour: accent, width: 2 });
    }
    for (const tick of axis.scale.ticks) label(surface, scene, axis, axis.scale.pixel(tick.at), tick.label, axis.column.kind === 'number');
    if (axis.missing !== null) label(surface, scene, axis, axis.missing, 'none', false);
  }
}

/** With a halo of the ground, for lines pass behind it. */
function label(surface: Surface, { colours, textScale = 1 }: ParallelScene, axis: PlacedAxis, y: number, words: string, number: boolean): void {
  // A number that is cut is another number.
  const text = number ? words : fitted(words, axis.room - 10, surface.measure);
  const wide = surface.measure(text, number);
  surface.line(Float64Array.of(axis.x, y, axis.x + 4, y), { colour: colours.muted, width: 1 });
  const half = 7 * textScale;
  surface.area(Float64Array.of(axis.x + 6, y - half, axis.x + 10 + wide, y - half, axis.x + 10 + wide, y + half, axis.x + 6, y + half), colours.back, 0.78);
  surface.text(text, axis.x + 8, y, { colour: colours.text, number });
}

/** Upper and lower edges in pixels. */
function brushedParts({ brush, scale, missing, column }: PlacedAxis): [number, number][] {
  if (brush === null) return [];
  if ('levels' in brush) {
    const half = column.kind === 'category' ? Math.max(3, Math.min(9, Math.abs(scale.pixel(1) - scale.pixel(0)) / 2 - 1)) : 4;
    return brush.levels.flatMap((code): [number, number][] => {
      const y = code < 0 ? missing : scale.pixel(code);
      return y === null ? [] : [[y - half, y + half]];
    });
  }
  const within = (value: number) => Math.min(scale.start, Math.max(scale.end, scale.pixel(scale.log && value <= 0 ? scale.from : value)));
  const [upper, lower] = [within(brush.to), within(brush.from)];
  return [lower - upper < 3 ? [upper - 1.5, lower + 1.5] : [upper, lower]];
}

function pathOf({ axes }: ParallelScene, line: number): Float64Array {
  const points = new Float64Array(axes.length * 2);
  axes.forEach((axis, at) => {
    points[2 * at] = axis.x;
    points[2 * at + 1] = axis.places[line]!;
  });
  return points;
}

/** For files, where no heads stand above the axes. */
export function paintAxisNames(surface: Surface, scene: ParallelScene): void {
  const gap = scene.axes.length < 2 ? scene.width : scene.axes[1]!.x - scene.axes[0]!.x;
  scene.axes.forEach(({ x, label }, at) => {
    const [first, last] = [at === 0, at === scene.axes.length - 1];
    const room = (first ? x - 8 + gap / 2 : last ? scene.width - 8 - x + gap / 2 : gap) - 6;
    // The last piece of a path tells most.
    const name = surface.measure(clipped(label)) <= room || !label.includes('.') ? label : `…${label.split('.').at(-1)!}`;
    surface.text(fitted(name, room, surface.measure), first ? 8 : last ? scene.width - 8 : x, 2, { colour: scene.colours.text, align: first ? 'left' : last ? 'right' : 'center', baseline: 'middle' });
  });
}
