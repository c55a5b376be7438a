import { csvOf } from './curve-csv.ts';
import type { CurveScene } from './curve-scene.ts';
import { canvasSurface } from './canvas-surface.ts';
import { paintAxes, paintCurves } from './paint-curves.ts';
import type { Surface } from '../../compare/drawing/surface.ts';
import { svgSurface } from '../../compare/drawing/svg-surface.ts';

export type ExportFormat = 'png' | 'svg' | 'csv';

const head = 30;
const legendRow = 18;
const legendColumn = 240;
const mostInLegend = 40;

/** A chart as a file: what is in view, with its title, and its lines by name. */
export async function exportChart(scene: CurveScene, title: string, format: ExportFormat): Promise<Blob> {
  if (format === 'csv') return new Blob([csvOf(scene)], { type: 'text/csv' });
  const height = head + scene.height + legendHeight(scene);
  const canvas = document.createElement('canvas');
  const ratio = 2;
  Object.assign(canvas, { width: Math.round(scene.width * ratio), height: Math.round(height * ratio) });
  const ctx = canvas.getContext('2d')!;
  const screen = canvasSurface(ctx);
  if (format === 'svg') {
    const svg = svgSurface(scene.width, height, { title, background: scene.colours.back, measure: screen.measure });
    paintWhole(svg, scene, title, 1);
    return new Blob([svg.finish()], { type: 'image/svg+xml' });
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = scene.colours.back;
  ctx.fillRect(0, 0, scene.width, height);
  paintWhole(screen, scene, title, 1 / ratio);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png'));
}

/** The scene moved below its title, with a legend at its foot. */
function paintWhole(surface: Surface, scene: CurveScene, title: string, pixel: number): void {
  const { colours, looks, drawn } = scene;
  surface.text(title, 12, head / 2 + 2, { colour: colours.text });
  const below = moved(surface, head);
  paintAxes(below, scene);
  paintCurves(below, scene, pixel);
  const columns = columnsOf(scene);
  drawn.lines.slice(0, mostInLegend).forEach(({ key }, at) => {
    const look = looks.get(key);
    if (!look) return;
    const [x, y] = [16 + (at % columns) * legendColumn, head + scene.height + Math.floor(at / columns) * legendRow + 8];
    surface.disc(x, y, 4, look.colour);
    const words = look.baseline ? `${look.label} (baseline)` : look.label;
    surface.text(words.length > 34 ? `${words.slice(0, 33)}…` : words, x + 10, y, { colour: colours.text });
  });
  if (drawn.lines.length > mostInLegend)
    surface.text(`and ${drawn.lines.length - mostInLegend} more`, 16, head + scene.height + Math.ceil(mostInLegend / columns) * legendRow + 8, { colour: colours.muted });
}

const columnsOf = ({ width }: CurveScene): number => Math.max(1, Math.floor((width - 16) / legendColumn));

function legendHeight(scene: CurveScene): number {
  const lines = scene.drawn.lines.length;
  return Math.ceil(Math.min(mostInLegend, lines) / columnsOf(scene)) * legendRow + (lines > mostInLegend ? legendRow : 0) + 8;
}

/** The same surface with its origin further down. */
function moved(surface: Surface, by: number): Surface {
  const down = (points: Float64Array) => points.map((value, at) => (at % 2 === 1 ? value + by : value));
  return {
    line: (points, stroke) => surface.line(down(points), stroke),
    area: (points, colour, opacity) => surface.area(down(points), colour, opacity),
    disc: (x, y, radius, colour, ring) => surface.disc(x, y + by, radius, colour, ring),
    text: (words, x, y, style) => surface.text(words, x, y + by, style),
    measure: surface.measure,
    within: (box, paint) => surface.within({ ...box, top: box.top + by, bottom: box.bottom + by }, paint),
  };
}
