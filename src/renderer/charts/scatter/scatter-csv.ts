import { csvCell } from '../curve-csv.ts';
import { cellOf } from '../parallel/parallel-csv.ts';
import type { ScatterScene } from './scatter-scene.ts';

/** A row a point; where points stand for several runs, with n and standard deviations. */
export function scatterCsv({ across, up, points }: Pick<ScatterScene, 'across' | 'up' | 'points'>): string {
  const sides = [across, up];
  const heads = ['name', 'id', 'runs', ...sides.flatMap(({ label, sd }) => [csvCell(label), ...(sd ? [csvCell(`${label} sd`)] : [])])];
  const rows = points.map((point, at) => [
    csvCell(point.label), csvCell(point.key), String(point.runs),
    ...sides.flatMap(({ column, sd }) => [cellOf(column, at), ...(sd ? [Number.isNaN(sd[at]) ? '' : String(sd[at])] : [])]),
  ].join(','));
  return `${[heads.join(','), ...rows].join('\n')}\n`;
}
