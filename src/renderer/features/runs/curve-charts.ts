import type { RunRow } from '../../../contract/runs.ts';
import type { ChartLine, ChartMark } from '../../charts/lines.ts';
import type { Curves } from '../../stores/series.ts';

export interface CurveChart {
  title: string;
  lines: ChartLine[];
}

/** Training and validation side by side: the loss, and what the task is judged by. */
export function curveCharts(row: RunRow, curves: Curves): CurveChart[] {
  const judged = row.config.loss === 'meanSquaredError' ? { title: 'Mean absolute error', metric: 'mae' } : { title: 'Accuracy', metric: 'accuracy' };
  return [{ title: 'Loss', metric: 'loss' }, judged].map(({ title, metric }) => ({
    title,
    lines: [
      ...lineOf(curves, `train_${metric}`, 'train', '--series-train'),
      ...lineOf(curves, `val_${metric}`, 'val', '--series-validation'),
    ],
  }));
}

export function bestMark(row: RunRow): ChartMark[] {
  return row.bestEpoch === null ? [] : [{ x: row.bestEpoch, label: `best ${row.bestEpoch}` }];
}

function lineOf(curves: Curves, metric: string, label: string, colour: string): ChartLine[] {
  const curve = curves.get(metric);
  return curve && curve.epochs.length > 0 ? [{ key: metric, label, colour, x: curve.epochs, y: curve.values }] : [];
}
