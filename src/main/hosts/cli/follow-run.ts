import { endedStatuses, type PointsDelta, type RunRow } from '../../../contract/runs.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import type { EpochReport } from './train-progress.ts';

export interface RunListener {
  epoch(report: EpochReport): void;
  row(row: RunRow): void;
}

/** Tells every epoch of one run, in order, and settles when the run has ended. */
export function followRun(workbench: Pick<Workbench, 'on' | 'store'>, runId: string, listener: RunListener): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stopPoints = workbench.on('runs.points', ({ deltas }) => {
    for (const delta of deltas) if (delta.runId === runId) for (const report of reportsOf(delta)) listener.epoch(report);
  });
  const hear = (row: RunRow | undefined) => {
    if (!row) return;
    listener.row(row);
    if (endedStatuses.includes(row.status)) resolve();
  };
  const stopRows = workbench.on('runs.changed', ({ rows }) => hear(rows.find(({ id }) => id === runId)));
  // Where thousands of runs changed at once, which ones is not told.
  const stopResync = workbench.on('resync', () => hear(workbench.store.runs.row(runId)));
  return promise.finally(() => {
    stopPoints();
    stopRows();
    stopResync();
  });
}

function reportsOf({ epochs, values }: PointsDelta): EpochReport[] {
  return epochs.map((epoch, at) => ({
    epoch,
    metrics: Object.fromEntries(Object.entries(values).map(([name, series]) => [name, series[at] as number])),
  }));
}
