import { AppError } from '../../contract/errors.ts';
import type { RunDetail, RunRow } from '../../contract/runs.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { Changes } from './changes.ts';
import { inSlices } from './slices.ts';
import type { Steering } from './steer-runs.ts';
import type { TableSource } from './tables.ts';
import { expectTrainedData, type TrainedDataSetting } from './trained-data.ts';
import { trainingTaskOf } from './training-task.ts';

export interface Resuming {
  /** Lets paused runs go on, and puts those that were stopped or interrupted in the queue again; runs of which that cannot be said are left alone, unless it is all of them. */
  resume(ids: string[]): Promise<void>;
  /**
   * Goes on with one run up to `epochs`, its own where it is left out. What comes out is bit for bit what one run without
   * any interruption would have given; where it could not be, this is refused with the reason (`conflict`).
   */
  goOn(id: string, epochs?: number): Promise<RunRow>;
}

export interface ResumeSetting extends TrainedDataSetting {
  tables: TableSource;
  queue: TrainingQueue;
  changes: Changes;
  steering: Steering;
}

export function createResuming({ store, reading, tables, queue, changes, steering }: ResumeSetting): Resuming {
  return { resume, goOn };

  async function resume(ids: string[]): Promise<void> {
    const rows = ids.map((id) => store.runs.standing(id));
    const refusals: AppError[] = [];
    const ended = rows.filter(({ status }) => ['stopped', 'interrupted'].includes(status));
    if (ids.length === 1 && rows[0]!.status !== 'paused' && rows[0]!.status !== 'queued' && rows[0]!.status !== 'running') return void await goOn(ids[0]!);
    const changed = await changedData(ended);
    await inSlices(ended, ({ id, dataSetId }) => {
      try {
        const refusal = changed.get(dataSetId);
        if (refusal) throw refusal;
        reopen(id);
      } catch (error) {
        // It may have been resumed or deleted since it was asked about.
        if (!(error instanceof AppError) || !['conflict', 'notFound', 'damaged'].includes(error.code)) throw error;
        refusals.push(error);
      }
    });
    changes.publishOwn();
    if (refusals.length === rows.length) throw refusals[0]!;
    const live = rows.filter((row) => !ended.includes(row)).map(({ id }) => id);
    if (live.length > 0 && (ended.length === 0 || rows.some(({ status }) => status === 'paused'))) await steering.steer(live, 'resume');
  }

  /** Of the data sets of runs, each read once: why those that are no longer the same cannot be gone on with. */
  async function changedData(runs: readonly Pick<RunRow, 'name' | 'dataSetId'>[]): Promise<Map<string, AppError>> {
    const found = new Map<string, AppError>();
    for (const run of new Map(runs.map((one) => [one.dataSetId, one])).values()) {
      try {
        await expectTrainedData(run, { store, reading });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        found.set(run.dataSetId, error);
      }
    }
    return found;
  }

  async function goOn(id: string, epochs?: number): Promise<RunRow> {
    const run = store.runs.detail(id);
    expectGoingOn(run, epochs);
    await expectTrainedData(run, { store, reading });
    const row = reopen(id, epochs);
    changes.publishOwn();
    return row;
  }

  function reopen(id: string, epochs?: number): RunRow {
    const run = store.runs.detail(id);
    const upTo = expectGoingOn(run, epochs);
    const row = store.transaction(() => {
      if (!store.leases.take(id)) throw new AppError('conflict', `${named(run.name)} is taken by another process just now. Try again in a moment.`);
      store.runs.reopen(id, upTo);
      const further = upTo === run.config.epochs ? '' : `, up to epoch ${upTo} instead of ${run.config.epochs}`;
      store.runs.addEvent(id, 'resumed', `Goes on from epoch ${run.epochs}${further}.`);
      return store.runs.row(id);
    });
    queue.add(trainingTaskOf(row, store, tables), { position: row.queuePosition ?? Infinity });
    return row;
  }
}

/** How far it goes. */
function expectGoingOn(run: RunDetail, epochs: number | undefined): number {
  const upTo = epochs ?? run.config.epochs;
  const refusal = refusalToGoOn(run, upTo, epochs !== undefined) ?? otherArithmetic(run.name, run.arithmetic);
  if (refusal) throw new AppError(refusal.code, refusal.message, refusal.field);
  return upTo;
}

interface Refusal {
  code: 'conflict' | 'invalidInput';
  message: string;
  field?: string;
}

/** Why a run cannot go on up to an epoch as if it had never stopped; null where it can. */
function refusalToGoOn(run: Pick<RunRow, 'name' | 'status' | 'stopReason' | 'epochs' | 'config'>, upTo: number, asked = true): Refusal | null {
  const { name, status, stopReason, epochs, config } = run;
  const conflict = (why: string): Refusal => ({ code: 'conflict', message: `${named(name)} ${why}` });
  switch (status) {
    case 'queued':
    case 'running':
      return conflict(`is ${status} already.${asked ? ' Give it more epochs when it has ended.' : ''}`);
    case 'paused':
      return asked ? conflict('is paused. Resume it as it is, and give it more epochs when it has ended.') : null;
    case 'diverged':
      return conflict('diverged, and would diverge again at the same step. Fork it at an earlier epoch with a lower learning rate.');
    case 'failed':
      return conflict('failed. Launch it again when what it failed on is mended.');
    case 'imported':
      return conflict('was imported, so it has no state to go on from.');
    case 'completed':
      if (stopReason === 'earlyStopping')
        return conflict(`was ended by early stopping after epoch ${epochs}, and would be again with any number of epochs. Fork it at epoch ${epochs} with more patience.`);
      if (!asked) return conflict(`has completed its ${config.epochs} epochs. Give it more to extend it, in a terminal with --epochs.`);
      break;
    case 'stopped':
    case 'interrupted':
      break;
  }
  if (upTo < epochs || (upTo === epochs && asked))
    return { code: 'invalidInput', message: `${named(name)} has trained ${epochs} epochs already, so epochs must be more than that.`, field: 'epochs' };
  if (upTo !== config.epochs && config.schedule.name === 'cosine')
    return conflict(`has a cosine schedule over ${config.epochs} epochs: with ${upTo} its learning rates would have been others from the beginning. Fork it at epoch ${epochs}, or launch it again with ${upTo} epochs.`);
  return null;
}

function otherArithmetic(name: string, arithmetic: string): Refusal | null {
  if (arithmetic === arithmeticVersion) return null;
  return { code: 'conflict', message: `${named(name)} was trained with version ${arithmetic} of the arithmetic, and this is version ${arithmeticVersion}: it would go on with other numbers. Fork it at one of its stored epochs instead.` };
}

const named = (name: string) => `The run ${JSON.stringify(name)}`;
