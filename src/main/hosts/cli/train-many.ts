import { endedStatuses, type RunRow } from '../../../contract/runs.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { formatNumber, formatSeconds } from './numbers.ts';
import { createOutput } from './output.ts';
import { poorFit } from './poor-fit.ts';
import { doneEvent } from './run-summary.ts';
import { call } from './with-workbench.ts';

/** Trains replicates to their ends, with a line for each that has ended. The exit code: 0 where all completed or were stopped, and none was deleted. */
export async function trainMany(environment: CliEnvironment, workbench: Workbench, rows: RunRow[], { json }: CommonOptions): Promise<number> {
  const output = createOutput(environment);
  const left = new Set(rows.map(({ id }) => id));
  const ended: RunRow[] = [];
  let removed = 0;
  const all = Promise.withResolvers<void>();
  const settle = () => {
    // After the answers that are under way.
    if (left.size === 0) setImmediate(all.resolve);
  };
  const hear = (changed: readonly RunRow[]) => {
    for (const row of changed) {
      if (!endedStatuses.includes(row.status) || !left.delete(row.id)) continue;
      ended.push(row);
      if (json) void call(workbench, 'runs.get', { id: row.id }).then((run) => output.json(doneEvent(run)), all.reject);
      else output.line(lineOf(row, ended.length, rows.length));
    }
    settle();
  };
  /** Deleted for good by somebody else while they waited. */
  const miss = (ids: readonly string[]) => {
    for (const id of ids) {
      if (!left.delete(id)) continue;
      removed++;
      if (json) output.json({ event: 'removed', id });
      else output.line(`${id}  was deleted`);
    }
    settle();
  };
  /** Where it was not told what happened to each. */
  const lookAgain = () => {
    const found = workbench.store.runs.rows([...left]);
    const there = new Set(found.map(({ id }) => id));
    hear(found);
    miss([...left].filter((id) => !there.has(id)));
  };
  const stopRows = workbench.on('runs.changed', ({ rows: changed }) => hear(changed));
  const stopRemoved = workbench.on('runs.removed', ({ ids }) => miss(ids));
  // Thousands of runs changed at once.
  const stopResync = workbench.on('resync', lookAgain);
  // The first of many may have ended while the others were put in the queue.
  lookAgain();
  const stopListening = environment.onInterrupt(() => void workbench.call('runs.stop', { ids: [...left] }));
  await all.promise;
  stopListening();
  stopRows();
  stopRemoved();
  stopResync();
  // Of replicates, one tells for all.
  if (!json) ended.map((row) => poorFit(workbench, row)).find((said) => said.length > 0)?.forEach(output.note);
  return removed === 0 && ended.every(({ status }) => status === 'completed' || status === 'stopped') ? 0 : 1;
}

function lineOf({ id, name, status, epochs, metrics, trainSeconds, error }: RunRow, at: number, of: number): string {
  const figures = ['val_loss', 'val_accuracy', 'val_r2'].flatMap((metric) => (metrics[metric] ? [`${metric} ${formatNumber(metrics[metric].best ?? metrics[metric].last)}`] : []));
  return [`${at}/${of}`, id, name, status, `${epochs} epochs`, ...figures, formatSeconds(trainSeconds), error ?? ''].filter(Boolean).join('  ');
}
