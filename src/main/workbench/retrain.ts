import type { Worker } from 'node:worker_threads';
import { AppError } from '../../contract/errors.ts';
import type { RunRow } from '../../contract/runs.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import type { Store } from '../store/types/store.ts';
import type { EpochSnapshot, TrainingEvent } from '../training/messages.ts';
import { createPool, type RunningTraining, type TrainingPool } from '../training/pool.ts';
import { startBefore } from './stored-start.ts';
import type { TableSource } from './tables.ts';
import { taskWith } from './training-task.ts';

export interface RetrainOptions {
  /** ends the computation, which is then refused as `cancelled` */
  signal?: AbortSignal;
  /** epochs trained again so far, of how many */
  progress?(done: number, total: number): void;
}

/** Trains runs forward again from what is stored of them, on a thread of its own, one at a time. */
export interface Retraining {
  /**
   * Goes from the nearest start at or before `epoch` through `through`, and tells every epoch on the way, each proved by
   * its link of the recorded chain. Resolves with the last one and its state. Throws `damaged` where the chain comes out
   * otherwise, `cancelled`, `invalidInput` where the run can no longer be trained.
   */
  train(run: RunRow, range: { epoch: number; through: number }, hear: (snapshot: EpochSnapshot) => void, options?: RetrainOptions): Promise<EpochSnapshot>;
  /** Lends its threads for something else that trains; they stay warm until some time after they are given back. */
  lend<T>(work: (pool: TrainingPool) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface RetrainSetting {
  store: Store;
  tables: TableSource;
  createWorker: () => Worker;
  /** how many may compute */
  threads: () => number;
}

/** A thread that nobody has asked for anything for so long is let go. */
const idleMs = 60_000;

export function createRetraining({ store, tables, createWorker, threads }: RetrainSetting): Retraining {
  let pool: TrainingPool | null = null;
  let letGo: NodeJS.Timeout | null = null;
  let users = 0;
  let turn: Promise<unknown> = Promise.resolve();

  return {
    train(run, range, hear, options = {}) {
      const mine = turn.then(() => trainNow(run, range, hear, options));
      turn = mine.catch(() => {});
      return mine;
    },
    lend,
    async close() {
      if (letGo) clearTimeout(letGo);
      await pool?.close();
      pool = null;
    },
  };

  async function trainNow(run: RunRow, { epoch, through }: { epoch: number; through: number }, hear: (snapshot: EpochSnapshot) => void, { signal, progress }: RetrainOptions): Promise<EpochSnapshot> {
    if (signal?.aborted) throw cancelled();
    const start = startBefore(run, epoch, store);
    const links = store.snapshots.links(run.id, { from: start.epoch, through });
    const recorded = new Map(links.map((one) => [one.epoch, one.link]));
    const { promise, resolve, reject } = Promise.withResolvers<EpochSnapshot>();
    let training: RunningTraining | null = null;
    let fault: AppError | null = null;

    const check = (snapshot: EpochSnapshot): void => {
      const expected = recorded.get(snapshot.epoch);
      if (fault !== null) return;
      if (expected && Buffer.compare(expected, snapshot.link) === 0) hear(snapshot);
      else stop(otherwise(run, snapshot.epoch));
    };
    const stop = (why: AppError): void => {
      fault ??= why;
      training?.signal('stop');
    };
    const onAbort = () => stop(cancelled());
    const listen = (event: TrainingEvent, done: () => void): void => {
      if (event.kind === 'started') check(event.start);
      if (event.kind === 'epochs') {
        event.batch.snapshots.forEach(check);
        progress?.(event.batch.epochs.at(-1)! - start.epoch, through - start.epoch);
        done();
      }
      if (event.kind !== 'ended') return;
      const { end } = event;
      if (fault) reject(fault);
      else if (end.kind === 'failed') reject(new AppError('invalidInput', end.message));
      else if (end.keyframe?.epoch !== through) reject(otherwise(run, end.epochs + 1));
      else resolve(end.keyframe);
    };

    signal?.addEventListener('abort', onAbort);
    try {
      return await lend((lent) => {
        training = lent.start({ ...taskWith(run, store, tables, { ...start.job, through }), listen }, threads());
        return promise;
      });
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async function lend<T>(work: (pool: TrainingPool) => Promise<T>): Promise<T> {
    if (letGo) clearTimeout(letGo);
    users++;
    try {
      return await work(pool ??= createPool(createWorker));
    } finally {
      users--;
      if (users === 0) letGo = setTimeout(leave, idleMs).unref();
    }
  }

  function leave(): void {
    void pool?.close();
    pool = null;
  }
}

const cancelled = () => new AppError('cancelled', 'The computation was cancelled.');

function otherwise({ name }: RunRow, epoch: number): AppError {
  return new AppError('damaged', `Epoch ${epoch} of the run ${JSON.stringify(name)} came out otherwise than it was recorded when it was computed again (with version ${arithmeticVersion} of the arithmetic). Verify the run to learn how far it holds.`);
}
