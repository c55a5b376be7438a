import { paintAxes } from '../../compare/drawing/paint-axes.ts';
import { csvOf } from './curve-csv.ts';
import type { CurveScene } from './curve-scene.ts';
import { exportPicture, type ExportFormat } from './export-picture.ts';
import { paintCurves } from './paint-curves.ts';

export type { ExportFormat };

/** Curves as a file: what is in view, with its title, and its lines by name. */
export function exportChart(scene: CurveScene, title: string, format: ExportFormat): Promise<Blob> {
  const { width, height, colours, looks, drawn } = scene;
  return exportPicture({
    title, width, height, colours,
    legend: drawn.lines.flatMap(({ key }) => {
      const look = looks.get(key);
      return look ? [{ label: look.baseline ? `${look.label} (baseline)` : look.label, colour: look.colour }] : [];
    }),
    paint(surface) {
      paintAxes(surface, scene);
      paintCurves(surface, scene);
    },
    csv: () => csvOf(scene),
  }, format);
}
