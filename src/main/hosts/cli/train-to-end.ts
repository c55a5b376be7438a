import { AppError } from '../../../contract/errors.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { followRun } from './follow-run.ts';
import { createOutput } from './output.ts';
import { poorFit } from './poor-fit.ts';
import { doneEvent, summarize } from './run-summary.ts';
import { createProgress } from './train-progress.ts';
import { call } from './with-workbench.ts';

/** Shows a run that this process trains until it has ended; Ctrl-C stops it. The exit code: 0 for one that completed or was stopped. */
export async function trainToEnd(environment: CliEnvironment, workbench: Workbench, row: RunRow, options: CommonOptions): Promise<number> {
  const output = createOutput(environment);
  const progress = createProgress(environment.stderr, row.config.epochs, options.json === true);
  const stopListening = environment.onInterrupt(() => void workbench.call('runs.stop', { ids: [row.id] }));
  await followRun(workbench, row.id, {
    epoch(report) {
      progress.report(report);
      if (options.json) output.json({ event: 'epoch', run: row.id, epoch: report.epoch, ...report.metrics });
    },
    row: ({ status }) => progress.state(status === 'paused' ? 'paused' : status === 'queued' ? 'waiting' : 'running'),
  });
  stopListening();
  progress.end();

  const run = await call(workbench, 'runs.get', { id: row.id });
  if (options.json) output.json(doneEvent(run));
  else {
    summarize(run).forEach(output.line);
    poorFit(workbench, run).forEach(output.note);
  }
  if (run.error !== null) output.note(`error: ${run.error}`);
  return run.status === 'completed' || run.status === 'stopped' ? 0 : 1;
}

/** A config that says what cannot be is a mistake in what was written. */
export async function asWritten<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalidInput') throw new UsageError(error.message);
    throw error;
  }
}

/** What there is to say about a run before its first step. */
export function notesOf(workbench: Workbench, { id }: RunRow): string[] {
  return workbench.store.runs.detail(id).events.map(({ message }) => message);
}
