import type { Surface } from '../../../compare/drawing/surface.ts';
import { paintAxes } from '../../../compare/drawing/paint-axes.ts';
import type { ScatterScene } from './scatter-scene.ts';
import { trendAt } from './trend.ts';

export function paintScatterAxes(surface: Surface, scene: ScatterScene): void {
  paintAxes(surface, scene);
  surface.text(scene.up.label, scene.box.left, 10, { colour: scene.colours.muted });
}

export function paintPoints(surface: Surface, scene: ScatterScene): void {
  const { box, points, px, py } = scene;
  surface.within({ ...box, top: box.top - 6, bottom: box.bottom + 6, right: box.right + 6, left: box.left - 6 }, () => {
    paintSpreads(surface, scene);
    const radius = points.length > 150 ? 2.5 : 3.5;
    points.forEach((point, at) => { if (!point.baseline && placed(scene, at)) surface.disc(px[at]!, py[at]!, radius, point.colour); });
    paintTrend(surface, scene);
    points.forEach((point, at) => { if (point.baseline && placed(scene, at)) paintBaseline(surface, scene, at); });
  });
}

const placed = ({ px, py }: ScatterScene, at: number): boolean => Number.isFinite(px[at]! + py[at]!);

function paintTrend(surface: Surface, { trend, x, y, colours }: ScatterScene): void {
  if (!trend?.line) return;
  const steps = 64;
  const points = new Float64Array(2 * (steps + 1));
  for (let at = 0; at <= steps; at++) {
    const pixel = x.start + ((x.end - x.start) * at) / steps;
    points[2 * at] = pixel;
    points[2 * at + 1] = y.pixel(trendAt(trend, x.value(pixel)));
  }
  surface.line(points, { colour: colours.text, width: 1.5, dash: [2, 3], opacity: 0.75 });
}

/** One standard deviation to either side of a group's mean. */
function paintSpreads(surface: Surface, { across, up, x, y, points, px, py }: ScatterScene): void {
  points.forEach(({ colour }, at) => {
    const stroke = { colour, width: 1, opacity: 0.6 };
    const [sdX, sdY] = [across.sd?.[at] ?? NaN, up.sd?.[at] ?? NaN];
    if (sdX > 0 && across.column.kind === 'number') surface.line(Float64Array.of(x.pixel(positive(across.column.values[at]! - sdX, across.log, x.from)), py[at]!, x.pixel(across.column.values[at]! + sdX), py[at]!), stroke);
    if (sdY > 0 && up.column.kind === 'number') surface.line(Float64Array.of(px[at]!, y.pixel(positive(up.column.values[at]! - sdY, up.log, y.from)), px[at]!, y.pixel(up.column.values[at]! + sdY)), stroke);
  });
}

const positive = (value: number, log: boolean, otherwise: number): number => (log && !(value > 0) ? otherwise : value);

/** A ring around its point. */
function paintBaseline(surface: Surface, { points, px, py, colours }: ScatterScene, at: number): void {
  surface.disc(px[at]!, py[at]!, 6.5, colours.text);
  surface.disc(px[at]!, py[at]!, 5, points[at]!.colour, colours.back);
}

/** The point that is looked at: larger, with lines to both axes. */
export function paintStrongPoint(surface: Surface, scene: ScatterScene, at: number): void {
  if (!placed(scene, at)) return;
  const { box, px, py, colours, points } = scene;
  surface.line(Float64Array.of(box.left, py[at]!, px[at]!, py[at]!, NaN, NaN, px[at]!, py[at]!, px[at]!, box.bottom), { colour: colours.muted, width: 1, dash: [2, 3] });
  surface.disc(px[at]!, py[at]!, 7, points[at]!.colour, colours.back);
}
