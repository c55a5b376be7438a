import { cpus, hostname } from 'node:os';
import type { StoreContext } from './context.ts';
import type { PastCost } from './types/past-costs.ts';

/** Recent enough to tell of the present machine, enough to tell small from large. */
const mostRuns = 300;

/** What ended runs of one arithmetic cost on this machine, the latest first; those too short to be timed are left out. */
export function readPastCosts({ db }: StoreContext, arithmetic: string): PastCost[] {
  return db.all<PastCost>(`
    SELECT runs.parameters, runs.epochs, runs.train_seconds AS seconds, runs.snapshot_bytes AS snapshotBytes, runs.snapshot_budget AS snapshotBudget,
      json_extract(run_configs.config, '$.batchSize') AS batchSize,
      length(train_rows) / 4 AS trainRows, length(validation_rows) / 4 AS validationRows
    FROM (
      SELECT * FROM runs WHERE status IN ('completed', 'stopped', 'interrupted') AND arithmetic = ? AND (machine IS NULL OR machine = ?)
        AND parameters > 0 AND epochs > 0 AND train_seconds > 0.002 ORDER BY key DESC LIMIT ${mostRuns}
    ) AS runs
    JOIN run_configs ON run_configs.run = runs.key
    JOIN run_preparations ON run_preparations.run = runs.key
    ORDER BY runs.key DESC`, arithmetic, thisMachine());
}

let machine: string | undefined;

/** Stays the same from one start of the machine to the next. Asking for its processors takes a third of a millisecond. */
export function thisMachine(): string {
  return (machine ??= `${hostname()} (${cpus()[0]?.model.trim() ?? 'unknown processor'})`);
}
