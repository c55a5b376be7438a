import { AppError } from '../../contract/errors.ts';
import { launchPlace } from '../../contract/launch-request.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { Store } from '../store/types/store.ts';
import type { Changes } from './changes.ts';
import type { LaunchToCheck } from './check-launch.ts';
import { createRuns, type RunsToCreate } from './create-runs.ts';
import { parsedInput } from './dispatch.ts';
import { isForkStartDamaged } from './fork-start.ts';
import type { LongWrites } from './long-writes/long-writes.ts';
import type { Reading } from './reading/reading.ts';
import { standingOf } from './standing.ts';
import type { TableSource } from './tables.ts';
import { trainingTaskOf } from './training-task.ts';

export interface LaunchRequest extends LaunchToCheck {
  /** by name, made where it is missing */
  experiment?: string;
  tags?: string[];
}

export interface Launching {
  /**
   * All runs in one transaction, in the order in which they will have their turn, without standing still where there are
   * many; returns their ids. Throws `invalidInput` with the first issue of the config.
   */
  launchMany(request: LaunchRequest): Promise<string[]>;
  /** Takes the queued runs that no living process has. */
  adoptQueued(): void;
}

export interface LaunchSetting {
  store: Store;
  tables: TableSource;
  reading: Pick<Reading, 'read'>;
  queue: TrainingQueue;
  changes: Changes;
  longWrites: LongWrites;
  /** copies what a fork begins with from its parent again, where that is damaged and the parent still has it */
  healStart(runId: string): Promise<void>;
}

const defaultExperiment = 'Default';

/** Creating more than these takes longer than starting a thread for it. */
const manyRuns = 50;
const enqueuedAtOnce = 50;

export function createLaunching({ store, tables, reading, queue, changes, longWrites, healStart }: LaunchSetting): Launching {
  const recovering = new Set<string>();
  return { launchMany, adoptQueued };

  async function launchMany(request: LaunchRequest): Promise<string[]> {
    const runs = await runsOf(request);
    // Something long may have begun to be written while the table was read.
    await longWrites.idle();
    const ids = runs.configs.length <= manyRuns ? createRuns(store, runs) : await longWrites.do('createRuns', runs);
    for (let from = 0; from < ids.length; from += enqueuedAtOnce) {
      // Not behind the last: who launches few hears all of them from the beginning.
      if (from > 0) await new Promise((resolve) => setImmediate(resolve));
      // What was stopped or deleted meanwhile has its end already.
      for (const row of store.runs.rows(ids.slice(from, from + enqueuedAtOnce))) if (row.status === 'queued') enqueue(row);
    }
    changes.publishOwn();
    return ids;
  }

  async function runsOf({ config, replicates, weightsFile, ...place }: LaunchRequest): Promise<RunsToCreate> {
    const { experiment = defaultExperiment, tags = [] } = parsedInput(launchPlace, place);
    const { configs, good: { dataSet, start, notes } } = await reading.read('checkLaunch', { config, replicates, weightsFile });
    return { configs, dataSetId: dataSet.id, experiment, tags, start, notes };
  }

  function enqueue(row: RunRow, held = false): void {
    queue.add(trainingTaskOf(row, store, tables), { position: row.queuePosition ?? Infinity, held });
  }

  function adoptQueued(): void {
    for (const { id, held } of store.queue.unowned())
      if (!queue.has(id) && !recovering.has(id) && store.leases.take(id)) adopt(id, held);
  }

  /** One that cannot begin, since what it begins with is damaged, must not keep the others from it. */
  function adopt(id: string, held: boolean): void {
    try {
      enqueue(store.runs.row(id), held);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'damaged' && isForkStartDamaged(store.runs.row(id), store)) void adoptHealed(id, held, error);
      else fail(id, error);
    }
  }

  /** A fork may have its beginning from its parent once more. */
  async function adoptHealed(id: string, held: boolean, why: AppError): Promise<void> {
    recovering.add(id);
    try {
      await healStart(id);
      const row = store.runs.row(id);
      if (row.status !== 'queued') return;
      if (isForkStartDamaged(row, store)) fail(id, why);
      else enqueue(row, held);
    } catch (error) {
      // The workbench closes, or the run was deleted meanwhile: it waits for the next opening, or is gone.
      if (!(error instanceof AppError)) throw error;
    } finally {
      recovering.delete(id);
    }
  }

  function fail(id: string, { message }: AppError): void {
    store.runs.end(id, { ...standingOf(store, id), status: 'failed', stopReason: null, error: message });
    store.leases.release(id);
    changes.publishOwn();
  }
}
