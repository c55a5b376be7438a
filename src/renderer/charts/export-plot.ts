import { runColours, type RunColour } from '../../contract/run-colours.ts';
import { paintPlot } from '../../compare/drawing/paint-plot.ts';
import { layOutPlot, type Plot } from '../../compare/drawing/plot.ts';
import type { ChartColours } from '../../compare/drawing/surface.ts';
import { csvCell, numberCell } from './curve-csv.ts';
import { exportPicture, type ExportFormat } from './export-picture.ts';

/** A plot as a file, of the size and on the ground that it has on screen. */
export function exportPlot(plot: Plot<RunColour>, look: { width: number; height: number; colours: ChartColours; ground: 'light' | 'dark' }, format: ExportFormat): Promise<Blob> {
  const { width, height, colours, ground } = look;
  const ink = (colour: RunColour) => runColours[colour][ground];
  const runs = new Map(plot.series.map(({ key, label, colour, baseline }) => [`${key}\n${label}`, { label: baseline ? `${label} (baseline)` : label, colour: ink(colour) }]));
  return exportPicture({
    title: plot.title, width, height, colours, legend: [...runs.values()],
    csv: () => csvOfPlot(plot),
    paint: (surface) => paintPlot(surface, plot, layOutPlot(plot, width, height, surface.measure), { colours, ink }),
  }, format);
}

/** The drawn points in rows of run, series, x and y, and what else is known of them. RFC 4180 with line feeds. */
function csvOfPlot({ x, y, series }: Plot): string {
  const more = [...new Set(series.flatMap((one) => Object.keys(one.more ?? {})))];
  const rows = [['run', 'series', x.label, y.label, ...more].map(csvCell).join(',')];
  for (const one of series) {
    one.x.forEach((value, at) => {
      const cells = more.map((name) => (one.more?.[name] ? numberCell(one.more[name][at]!) : ''));
      rows.push([csvCell(one.label), csvCell(one.part ?? ''), numberCell(value), numberCell(one.y[at]!), ...cells].join(','));
    });
  }
  return `${rows.join('\n')}\n`;
}
