import type { Chart, Plugin } from 'chart.js';
import type { ChartMark, Point } from './lines.ts';

/** What is drawn over the lines, in data coordinates and resolved colours. */
export interface Overlay {
  marks: readonly ChartMark[];
  /** x of the cross-hair, null where the pointer is elsewhere */
  hovered: number | null;
  hoveredPoints: readonly (Point & { colour: string })[];
  ends: readonly (Point & { label: string; value: string; colour: string })[];
  nonFinite: readonly (Point & { colour: string })[];
  colours: { text: string; muted: string; grid: string; line: string; back: string };
  fonts: { text: string; number: string };
}

const labelGap = 15;

/** Marks, cross-hair, gaps and the labels at the ends of lines, drawn after the lines. */
export function overlayPlugin(overlay: () => Overlay): Plugin<'line'> {
  return {
    id: 'overlay',
    beforeDatasetsDraw: (chart) => drawMarks(chart, overlay()),
    afterDatasetsDraw: (chart) => {
      const now = overlay();
      drawNonFinite(chart, now);
      drawCrosshair(chart, now);
      drawEnds(chart, now);
    },
  };
}

function drawMarks(chart: Chart, { marks, colours, fonts }: Overlay): void {
  const { ctx, chartArea: { top, bottom, left, right } } = chart;
  ctx.save();
  ctx.font = fonts.text;
  ctx.textBaseline = 'bottom';
  let free = left;
  for (const mark of marks.toSorted((a, b) => a.x - b.x)) {
    const x = pixelX(chart, mark.x);
    if (x < left || x > right) continue;
    ctx.strokeStyle = colours.muted;
    ctx.setLineDash([2, 3]);
    line(ctx, x, top, x, bottom);
    const half = ctx.measureText(mark.label).width / 2;
    ctx.textAlign = 'center';
    ctx.fillStyle = colours.muted;
    // Labels of neighbours stand beside each other.
    const middle = Math.max(free + half, Math.min(right - half, x));
    free = middle + half + 8;
    ctx.fillText(mark.label, middle, top - 3);
  }
  ctx.restore();
}

/** A cross at the upper edge for each value that no axis can show. */
function drawNonFinite(chart: Chart, { nonFinite }: Overlay): void {
  const { ctx, chartArea: { top } } = chart;
  ctx.save();
  for (const point of nonFinite) {
    const x = pixelX(chart, point.x);
    ctx.strokeStyle = point.colour;
    line(ctx, x - 3, top + 1, x + 3, top + 7);
    line(ctx, x + 3, top + 1, x - 3, top + 7);
  }
  ctx.restore();
}

function drawCrosshair(chart: Chart, { hovered, hoveredPoints, colours }: Overlay): void {
  if (hovered === null) return;
  const { ctx, chartArea: { top, bottom } } = chart;
  ctx.save();
  ctx.strokeStyle = colours.line;
  const x = pixelX(chart, hovered);
  line(ctx, x, top, x, bottom);
  for (const point of hoveredPoints) {
    if (!Number.isFinite(point.y)) continue;
    ctx.beginPath();
    ctx.arc(pixelX(chart, point.x), pixelY(chart, point.y), 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = point.colour;
    ctx.strokeStyle = colours.back;
    ctx.lineWidth = 1.5;
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function drawEnds(chart: Chart, { ends, colours, fonts }: Overlay): void {
  const { ctx, chartArea: { right, top, bottom } } = chart;
  const wanted = ends.map((end) => pixelY(chart, end.y));
  const placed = spread(wanted, labelGap, top, bottom);
  ctx.save();
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ends.forEach((end, at) => {
    const y = placed[at] ?? 0;
    ctx.fillStyle = end.colour;
    ctx.beginPath();
    ctx.arc(right + 11, y, 3, 0, 2 * Math.PI);
    ctx.fill();
    ctx.font = fonts.text;
    ctx.fillStyle = colours.muted;
    ctx.fillText(end.label, right + 18, y + 0.5);
    const after = right + 18 + ctx.measureText(`${end.label} `).width + 1;
    ctx.font = fonts.number;
    ctx.fillStyle = colours.text;
    ctx.fillText(end.value, after, y + 0.5);
  });
  ctx.restore();
}

/** Moves places apart until each pair is at least `gap` from each other, in order, within the range if they fit. */
export function spread(wanted: readonly number[], gap: number, from: number, to: number): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let least = from;
  for (const at of order) {
    placed[at] = Math.max(placed[at] ?? 0, least);
    least = (placed[at] ?? 0) + gap;
  }
  let most = to;
  for (const at of order.reverse()) {
    placed[at] = Math.min(placed[at] ?? 0, most);
    most = (placed[at] ?? 0) - gap;
  }
  return placed;
}

const pixelX = (chart: Chart, x: number) => chart.scales['x']?.getPixelForValue(x) ?? 0;
const pixelY = (chart: Chart, y: number) => chart.scales['y']?.getPixelForValue(y) ?? 0;

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}
