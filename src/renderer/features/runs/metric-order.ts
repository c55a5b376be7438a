import type { MetricSummary } from '../../../contract/runs.ts';

const parts = ['val', 'test', 'train'];
const quantities = ['loss', 'accuracy', 'precision', 'recall', 'f1', 'roc_auc', 'mse', 'mae', 'r2'];

/** Validation first, then test and training, each with the loss in front; what belongs to none of them last. */
export function orderedMetrics(metrics: Record<string, MetricSummary>): [string, MetricSummary][] {
  return Object.entries(metrics).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function rank(name: string): number {
  const at = name.indexOf('_');
  const part = parts.indexOf(name.slice(0, at));
  const quantity = quantities.indexOf(name.slice(at + 1));
  return part < 0 || quantity < 0 ? parts.length * 100 : part * 100 + quantity;
}
