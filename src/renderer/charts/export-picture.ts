import type { ChartColours, Surface } from '../../compare/drawing/surface.ts';
import { svgSurface } from '../../compare/drawing/svg-surface.ts';
import { canvasSurface } from './canvas-surface.ts';

export type ExportFormat = 'png' | 'svg' | 'csv';

/** A chart as a file can have it, in CSS pixels. */
export interface Picture {
  title: string;
  width: number;
  height: number;
  colours: Pick<ChartColours, 'text' | 'muted' | 'back'>;
  legend: readonly { label: string; colour: string }[];
  /** `pixel` is the width of the thinnest line */
  paint(surface: Surface, pixel: number): void;
  csv(): string;
}

const head = 30;
const legendRow = 18;
const legendColumn = 240;
const mostInLegend = 40;

/** What is in view, with its title, and its lines by name. */
export async function exportPicture(picture: Picture, format: ExportFormat): Promise<Blob> {
  if (format === 'csv') return new Blob([picture.csv()], { type: 'text/csv' });
  const height = head + picture.height + legendHeight(picture);
  const canvas = document.createElement('canvas');
  const ratio = 2;
  Object.assign(canvas, { width: Math.round(picture.width * ratio), height: Math.round(height * ratio) });
  const ctx = canvas.getContext('2d')!;
  const screen = canvasSurface(ctx);
  if (format === 'svg') {
    const svg = svgSurface(picture.width, height, { title: picture.title, background: picture.colours.back, measure: screen.measure });
    paintWhole(svg, picture, 1);
    return new Blob([svg.finish()], { type: 'image/svg+xml' });
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = picture.colours.back;
  ctx.fillRect(0, 0, picture.width, height);
  paintWhole(screen, picture, 1 / ratio);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png'));
}

/** The picture moved below its title, with a legend at its foot. */
function paintWhole(surface: Surface, picture: Picture, pixel: number): void {
  const { colours, legend, title } = picture;
  surface.text(title, 12, head / 2 + 2, { colour: colours.text });
  picture.paint(moved(surface, head), pixel);
  const columns = columnsOf(picture);
  legend.slice(0, mostInLegend).forEach(({ label, colour }, at) => {
    const [x, y] = [16 + (at % columns) * legendColumn, head + picture.height + Math.floor(at / columns) * legendRow + 8];
    surface.disc(x, y, 4, colour);
    surface.text(label.length > 34 ? `${label.slice(0, 33)}…` : label, x + 10, y, { colour: colours.text });
  });
  if (legend.length > mostInLegend)
    surface.text(`and ${legend.length - mostInLegend} more`, 16, head + picture.height + Math.ceil(mostInLegend / columns) * legendRow + 8, { colour: colours.muted });
}

const columnsOf = ({ width }: Picture): number => Math.max(1, Math.floor((width - 16) / legendColumn));

function legendHeight(picture: Picture): number {
  const lines = picture.legend.length;
  return Math.ceil(Math.min(mostInLegend, lines) / columnsOf(picture)) * legendRow + (lines > mostInLegend ? legendRow : 0) + 8;
}

/** The same surface with its origin further down. */
function moved(surface: Surface, by: number): Surface {
  const down = (points: Float64Array) => points.map((value, at) => (at % 2 === 1 ? value + by : value));
  return {
    line: (points, stroke) => surface.line(down(points), stroke),
    hairlines: (lines, box) => surface.hairlines(lines.map((line) => ({ ...line, points: down(line.points) })), { ...box, top: box.top + by, bottom: box.bottom + by }),
    area: (points, colour, opacity) => surface.area(down(points), colour, opacity),
    disc: (x, y, radius, colour, ring) => surface.disc(x, y + by, radius, colour, ring),
    text: (words, x, y, style) => surface.text(words, x, y + by, style),
    measure: surface.measure,
    within: (box, paint) => surface.within({ ...box, top: box.top + by, bottom: box.bottom + by }, paint),
  };
}
