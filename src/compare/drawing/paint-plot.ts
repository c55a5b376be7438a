import { paintAxes } from './paint-axes.ts';
import type { Plot, PlotLayout, PlotSeries } from './plot.ts';
import type { ChartColours, Surface } from './surface.ts';

export interface PlotPaint<Colour extends string> {
  colours: ChartColours;
  /** what a run's colour is on this ground */
  ink(colour: Colour): string;
  /** the key of the run that is pointed at; the others fade */
  strong?: string | null;
}

/** Everything of a plot, the baseline on top. */
export function paintPlot<Colour extends string>(surface: Surface, plot: Plot<Colour>, layout: PlotLayout, { colours, ink, strong = null }: PlotPaint<Colour>): void {
  const { box, x, y } = layout;
  paintAxes(surface, { ...layout, colours, xLabel: plot.x.label, yLabel: plot.y.label });
  const rank = (series: PlotSeries) => (series.key === strong ? 2 : Number(series.baseline)) - (series.faint ? 10 : 0);
  const inOrder = [...plot.series].sort((a, b) => rank(a) - rank(b));
  surface.within({ left: box.left - 8, right: box.right + 8, top: box.top - 8, bottom: box.bottom + 8 }, () => {
    for (const [x0, y0, x1, y1] of plot.guides)
      surface.line(Float64Array.of(x.pixel(x0), y.pixel(y0), x.pixel(x1), y.pixel(y1)), { colour: colours.line, width: 1, dash: [3, 3] });
    for (const series of inOrder) if (series.band) surface.area(bandOf(series, layout), ink(series.colour), 0.16);
    for (const series of inOrder) paintSeries(surface, series, layout, colours, ink(series.colour), strong);
  });
}

function paintSeries(surface: Surface, series: PlotSeries, layout: PlotLayout, colours: ChartColours, colour: string, strong: string | null): void {
  const pixels = pixelsOf(series, layout);
  const opacity = (series.faint ? 0.4 : 1) * (strong === null || strong === series.key ? 1 : 0.22);
  if (series.shape === 'line') {
    const width = series.key === strong ? 2.5 : series.faint ? 1 : series.baseline ? 2 : 1.5;
    surface.line(pixels, { colour, width, opacity, ...(series.baseline && !series.faint ? { dash: [7, 4] } : {}) });
    return;
  }
  const { radius = 2 } = series;
  if (typeof radius === 'number') {
    const dots = apart(pixels);
    surface.line(dots, { colour, width: 2 * radius, opacity });
    // The baseline's are rings.
    if (series.baseline) surface.line(dots, { colour: colours.back, width: Math.max(1, 2 * radius - 2), opacity });
    return;
  }
  if (opacity < 1) return surface.line(apart(pixels), { colour, width: 4, opacity });
  radius.forEach((size, at) => {
    const [px, py] = [pixels[2 * at]!, pixels[2 * at + 1]!];
    if (!Number.isFinite(px) || !Number.isFinite(py)) return;
    if (series.baseline) surface.disc(px, py, size, colours.back, colour);
    else surface.disc(px, py, size, colour);
  });
}

/** In pixels: x0, y0, x1, y1 … */
export function pixelsOf({ x: xs, y: ys }: Pick<PlotSeries, 'x' | 'y'>, { x, y }: PlotLayout): Float64Array {
  const pixels = new Float64Array(xs.length * 2);
  for (let i = 0; i < xs.length; i++) {
    pixels[2 * i] = x.pixel(xs[i]!);
    pixels[2 * i + 1] = y.pixel(ys[i]!);
  }
  return pixels;
}

/** A gap after each point, which makes it a dot. */
function apart(pixels: Float64Array): Float64Array {
  const dots = new Float64Array(pixels.length * 2).fill(NaN);
  for (let i = 0; i < pixels.length; i += 2) {
    dots[2 * i] = pixels[i]!;
    dots[2 * i + 1] = pixels[i + 1]!;
  }
  return dots;
}

function bandOf({ x, band }: PlotSeries, layout: PlotLayout): Float64Array {
  const edge = (y: Float64Array) => {
    const pixels = pixelsOf({ x, y }, layout);
    return Array.from({ length: x.length }, (_, at) => [pixels[2 * at]!, pixels[2 * at + 1]!]).filter((point) => point.every(Number.isFinite));
  };
  return Float64Array.from([...edge(band!.high), ...edge(band!.low).reverse()].flat());
}
