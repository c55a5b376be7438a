import type { BestRun } from '../../contract/files.ts';
import type { RunSelection } from '../../contract/run-edits.ts';
import { higherIsBetter } from '../../compare/metric-direction.ts';
import type { StoreContext } from './context.ts';
import { selectedRuns } from './run-selection.ts';

/** Whether any snapshot of a run is stored. */
const hasWeights = `(EXISTS (SELECT 1 FROM snapshots WHERE snapshots.run = runs.key)
  OR EXISTS (SELECT 1 FROM snapshot_batches WHERE snapshot_batches.run = runs.key))`;

/** The selected run with the best value of a metric, among those that have weights; of equal ones the one that began first. */
export function bestRun(context: StoreContext, selection: RunSelection, metric: string): BestRun | null {
  const { db } = context;
  const side = higherIsBetter(metric) ? 'max' : 'min';
  return db.consistently(() => {
    const { sql, values } = selectedRuns(context, selection);
    const from = `FROM runs JOIN summaries ON summaries.run = runs.key JOIN metric_names ON metric_names.key = summaries.metric
      WHERE ${sql} AND metric_names.name = ? AND summaries.${side} IS NOT NULL AND ${hasWeights}`;
    const best = db.get<Omit<BestRun, 'candidates'>>(`SELECT runs.id, runs.name, summaries.${side}_epoch AS epoch, summaries.${side} AS value ${from}
      ORDER BY summaries.${side} ${side === 'max' ? 'DESC' : ''}, runs.created_at, runs.key LIMIT 1`, ...values, metric);
    return best ? { ...best, candidates: db.get<{ count: number }>(`SELECT count(*) AS count ${from}`, ...values, metric)!.count } : null;
  });
}
