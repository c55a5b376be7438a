import type { RunRow } from '../../../contract/runs.ts';
import type { ChartLine, ChartMark } from '../../charts/lines.ts';
import type { Curves } from '../../stores/series.ts';

export interface CurveChart {
  title: string;
  lines: ChartLine[];
}

/** All that `curveCharts` may draw. */
export const chartedMetrics = ['loss', 'accuracy', 'mae'].flatMap((name) => [`train_${name}`, `val_${name}`]);

/** Training and validation side by side: the loss, and what the task is judged by. */
export function curveCharts(row: RunRow, curves: Curves): CurveChart[] {
  const judged = row.config.loss === 'meanSquaredError' ? { title: 'Mean absolute error', metric: 'mae' } : { title: 'Accuracy', metric: 'accuracy' };
  return [{ title: 'Loss', metric: 'loss' }, judged].map(({ title, metric }) => ({
    title,
    lines: [
      ...lineOf(row, curves, `train_${metric}`, 'train', '--series-train'),
      ...lineOf(row, curves, `val_${metric}`, 'val', '--series-validation'),
    ],
  }));
}

/** The best epoch, and where a fork begins to be a run of its own. */
export function curveMarks({ bestEpoch, parent }: RunRow): ChartMark[] {
  return [
    ...(parent === null ? [] : [{ x: parent.epoch, label: `forked ${parent.epoch}` }]),
    ...(bestEpoch === null ? [] : [{ x: bestEpoch, label: `best ${bestEpoch}` }]),
  ];
}

function lineOf({ parent }: RunRow, curves: Curves, metric: string, label: string, colour: string): ChartLine[] {
  const curve = curves.get(metric);
  return curve && curve.epochs.length > 0 ? [{ key: metric, label, colour, x: curve.epochs, y: curve.values, faintUntil: parent?.epoch }] : [];
}
