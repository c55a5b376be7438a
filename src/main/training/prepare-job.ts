import { prepare, type Prepared } from '../../data/prepare.ts';
import type { Table } from '../../data/table.ts';
import { chooseKernel, type Helpers } from '../../nn/arithmetic.ts';
import { tuneEngine } from './engine.ts';
import type { TrainingJob } from './messages.ts';
import { createRecent } from './recent.ts';
import type { RecordSetting } from './training-record.ts';

/** Replicates differ in seeds alone, and most queues hold few other ways of looking at one table. */
const preparationsKept = 4;

/** Makes jobs ready to train; what they have in common is prepared once. */
export function createPreparer(): (job: TrainingJob, table: Table, helpers?: Helpers) => Omit<RecordSetting, 'control' | 'memory' | 'post'> {
  const engine = tuneEngine();
  const recent = createRecent<Prepared>(preparationsKept);
  return (job, table, helpers) => {
    const key = JSON.stringify([job.tableKey, job.data, job.spec.loss]);
    const ready = recent.get(key) ?? prepare(table, job.data, { loss: job.spec.loss, target: null });
    recent.set(key, ready);
    const { data, classes, features, notes } = ready;
    const { train, validation, test } = data;
    const { kernel, reason } = chooseKernel({ ...engine, helpers });
    return {
      job, data, notes, kernel,
      slowBecause: reason,
      prepared: { rows: { train, validation, test }, classes, features },
    };
  };
}
