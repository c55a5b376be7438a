import type { MetricSummary, RunRow } from '../../../contract/runs.ts';
import { hiddenLine } from '../../format/network.ts';
import { formatCount, formatFull, formatMetric, formatValue } from '../../format/numbers.ts';
import { formatAgo, formatDateTime, formatDuration } from '../../format/time.ts';

/** A column of the run list. `sort` is the key that `runs.list` sorts by; without it the header cannot be clicked. */
export interface RunColumn {
  key: string;
  label: string;
  /** said behind the label, fainter */
  aside?: string;
  sort?: string;
  number?: boolean;
  /** digits without alignment, for example widths */
  mono?: boolean;
  text: (row: RunRow, now: number) => string;
  title?: (row: RunRow) => string;
}

const fixed: Record<'dataSet' | 'network' | 'optimizer' | 'rate' | 'batch' | 'epochs' | 'duration' | 'started', RunColumn> = {
  dataSet: { key: 'dataSet', label: 'Data set', sort: 'dataSet', text: (row) => row.dataSet },
  network: {
    key: 'network', label: 'Network', mono: true, text: (row) => hiddenLine(row.config.network),
    title: (row) => (row.parameters === null ? '' : `${formatCount(row.parameters)} parameters`),
  },
  optimizer: { key: 'optimizer', label: 'Optimizer', text: (row) => row.config.optimizer.name },
  rate: { key: 'rate', label: 'Rate', number: true, text: (row) => formatValue(row.config.optimizer.learningRate) },
  batch: { key: 'batch', label: 'Batch', number: true, text: (row) => formatValue(row.config.batchSize) },
  epochs: {
    key: 'epochs', label: 'Epochs', sort: 'epochs', number: true, text: (row) => formatCount(row.epochs),
    title: (row) => `${formatCount(row.epochs)} of ${formatCount(row.config.epochs)} planned${row.bestEpoch === null ? '' : `, best ${row.bestEpoch}`}`,
  },
  duration: {
    key: 'duration', label: 'Trained', sort: 'trainSeconds', number: true,
    text: (row) => (row.startedAt === null ? '–' : formatDuration(row.trainSeconds)), title: (row) => `${row.trainSeconds} s`,
  },
  started: {
    key: 'started', label: 'Started', sort: 'createdAt',
    text: (row, now) => formatAgo(row.startedAt ?? row.createdAt, now), title: (row) => formatDateTime(row.startedAt ?? row.createdAt),
  },
};

/** The columns behind status and name; metrics only for the tasks that are among the rows. */
export function columnsFor(rows: readonly RunRow[]): RunColumn[] {
  const regression = rows.some((row) => row.config.loss === 'meanSquaredError');
  const classification = !regression || rows.some((row) => row.config.loss !== 'meanSquaredError');
  const metrics = [
    ...(classification ? [bestOf('val_accuracy', 'Val accuracy')] : []),
    ...(regression ? [bestOf('val_r2', 'Val R²'), bestOf('val_mae', 'Val MAE')] : []),
    bestOf('val_loss', 'Val loss'),
  ];
  return [...metrics, fixed.epochs, fixed.network, fixed.optimizer, fixed.rate, fixed.batch, fixed.duration, fixed.started, fixed.dataSet];
}

/** The metric at the run's best epoch, which is what a run with restored weights is worth. */
function bestOf(metric: string, label: string): RunColumn {
  return {
    key: metric, label, aside: 'best', sort: `${metric}.best`, number: true,
    text: (row) => formatMetric(valueAtBest(row.metrics[metric])),
    title: (row) => summaryTitle(row.metrics[metric]),
  };
}

function valueAtBest(summary: MetricSummary | undefined): number | null {
  return summary ? summary.best ?? summary.last : null;
}

function summaryTitle(summary: MetricSummary | undefined): string {
  if (!summary) return '';
  return `at the best epoch ${formatFull(summary.best)}\nlast ${formatFull(summary.last)}\nlowest ${formatFull(summary.min)} in epoch ${summary.minEpoch}\nhighest ${formatFull(summary.max)} in epoch ${summary.maxEpoch}`;
}
