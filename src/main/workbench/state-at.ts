import type { Worker } from 'node:worker_threads';
import { AppError } from '../../contract/errors.ts';
import { weightsAnswerBytes, type EpochWeights } from '../../contract/replay.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { NewSnapshot } from '../store/types/snapshots.ts';
import type { Store } from '../store/types/store.ts';
import type { EpochSnapshot } from '../training/messages.ts';
import type { Changes } from './changes.ts';
import { isForkStartDamaged, restoreForkStart } from './fork-start.ts';
import { createReplayCache } from './replay-cache.ts';
import { createRetraining, type Retraining, type RetrainOptions } from './retrain.ts';
import { intact } from './stored-start.ts';
import type { TableSource } from './tables.ts';

/** Any epoch of any run: from the database, or computed again from the nearest keyframe before it, and proved by its hash. */
export interface Replay {
  /** The weights of neighbouring epochs, as many as `weightsAnswerBytes` allow. */
  weightsAt(runId: string, range: { from: number; through: number }, options?: RetrainOptions): Promise<EpochWeights>;
  /** An epoch with all that training goes on from. `state` is a serialized `TrainState`. */
  stateAt(runId: string, epoch: number, options?: RetrainOptions): Promise<NewSnapshot & { state: Uint8Array }>;
  /** Computes anew what is stored of an epoch, and writes it down. */
  heal(runId: string, epoch: number, options?: RetrainOptions): Promise<void>;
  /** Copies the state that a run was forked with from its parent again, where it is damaged and the parent still gives the same. */
  healStart(runId: string, options?: RetrainOptions): Promise<void>;
  /** Threads for something else that trains again. */
  lend: Retraining['lend'];
  close(): Promise<void>;
}

export interface ReplaySetting {
  store: Store;
  tables: TableSource;
  changes: Changes;
  createWorker: () => Worker;
  /** how many may compute */
  threads: () => number;
  /** how much of what was computed is kept, so that going back and forth computes it once */
  cacheBytes?: number;
}

export function createReplay({ store, tables, changes, createWorker, threads, cacheBytes = 64 * 1024 * 1024 }: ReplaySetting): Replay {
  const retraining = createRetraining({ store, tables, createWorker, threads });
  const cache = createReplayCache(cacheBytes);
  /** runs whose beginning is being healed */
  const healing = new Set<string>();
  return { weightsAt, stateAt, heal, healStart, lend: retraining.lend, close: retraining.close };

  async function weightsAt(runId: string, { from, through }: { from: number; through: number }, options: RetrainOptions = {}): Promise<EpochWeights> {
    const run = runWith(runId, from, through);
    const first = await weightsOf(run, from, Math.min(through, from), options);
    const most = Math.max(1, Math.floor(weightsAnswerBytes / first.byteLength));
    const last = Math.min(through, from + most - 1);
    const weights = new Uint8Array(first.byteLength * (last - from + 1));
    weights.set(first);
    for (let epoch = from + 1; epoch <= last; epoch++) weights.set(await weightsOf(run, epoch, last, options), first.byteLength * (epoch - from));
    return { runId, from, through: last, parameters: first.byteLength / 4, weights };
  }

  /** `through`: how far the epochs after it are wanted as well, should they have to be computed. */
  async function weightsOf(run: RunRow, epoch: number, through: number, options: RetrainOptions): Promise<Uint8Array> {
    const cached = cache.get(run.id, epoch);
    if (cached) return cached;
    const missing = Symbol('not stored');
    const stored = intact<Uint8Array | typeof missing>(() => store.snapshots.weights(run.id, epoch) ?? missing);
    if (stored === null) {
      await heal(run.id, epoch, options);
      return store.snapshots.weights(run.id, epoch)!;
    }
    if (stored !== missing) return stored;
    const origin = ancestorWith(run, epoch);
    if (origin !== run) return weightsOf(origin, epoch, Math.min(through, run.parent!.epoch), options);
    const kept = new Set(store.snapshots.epochs(run.id));
    let end = epoch;
    while (end < through && !kept.has(end + 1)) end++;
    // Kept beside the cache too: a range may be larger than what that holds.
    const { weights } = await train(run, { epoch, through: end }, (snapshot) => cache.set(run.id, snapshot.epoch, snapshot.weights.slice()), options);
    return cache.get(run.id, epoch) ?? (end === epoch ? weights : weightsOf(run, epoch, epoch, options));
  }

  async function stateAt(runId: string, epoch: number, options: RetrainOptions = {}): Promise<NewSnapshot & { state: Uint8Array }> {
    const run = runWith(runId, epoch, epoch);
    const stored = intact(() => store.snapshots.get(runId, epoch)) ?? null;
    if (stored?.state) return { ...stored, state: stored.state };
    const origin = ancestorWith(run, epoch);
    if (origin !== run) return stateAt(origin.id, epoch, options);
    return withState(await train(run, { epoch, through: epoch }, () => {}, options));
  }

  async function heal(runId: string, epoch: number, options: RetrainOptions = {}): Promise<void> {
    const run = store.runs.row(runId);
    if (run.parent?.epoch === epoch) {
      await healStart(runId, options);
      if (!isForkStartDamaged(run, store)) return;
    }
    const origin = ancestorWith(run, epoch);
    const wasKeyframe = store.snapshots.keyframes(runId).includes(epoch);
    const computed = await train(origin, { epoch: Math.max(0, epoch - 1), through: epoch }, () => {}, options);
    store.transaction(() => {
      store.snapshots.repair(runId, wasKeyframe ? computed : { ...computed, state: null });
      store.runs.addEvent(runId, 'healed', `What was stored of epoch ${epoch} was damaged: it did not match its hash. It was computed again from an earlier epoch, and matches.`);
    });
    changes.publishOwn();
  }

  async function healStart(runId: string, options: RetrainOptions = {}): Promise<void> {
    const run = store.runs.row(runId);
    // A file that somebody has changed may hold a circle of forks.
    if (!run.parent || healing.has(runId) || !isForkStartDamaged(run, store)) return;
    healing.add(runId);
    try {
      const { config } = store.runs.row(run.parent.id);
      restoreForkStart(run, { config, ...await stateAt(run.parent.id, run.parent.epoch, options) }, store);
      changes.publishOwn();
    } catch (error) {
      // Where the parent cannot give it, whatever begins with it says so.
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
    } finally {
      healing.delete(runId);
    }
  }

  async function train(run: RunRow, range: { epoch: number; through: number }, hear: (snapshot: EpochSnapshot) => void, options: RetrainOptions): Promise<EpochSnapshot> {
    await healStart(run.id, options);
    return retraining.train(run, range, hear, options);
  }

  function runWith(runId: string, from: number, through: number): RunRow {
    const run = store.runs.row(runId);
    if (through < from) throw new AppError('invalidInput', `The range of epochs ends at ${through}, before it begins at ${from}.`, 'through');
    expectEpoch(run, through);
    return run;
  }

  /** Epochs before a fork are its parent's: they are computed with what the parent was trained with. */
  function ancestorWith(run: RunRow, epoch: number): RunRow {
    let at = run;
    while (at.parent && epoch < at.parent.epoch) at = parentOf(at, at.parent.id, epoch);
    return at;
  }

  function parentOf({ name, parent }: RunRow, id: string, epoch: number): RunRow {
    try {
      return store.runs.row(id);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'notFound')) throw error;
      throw new AppError('notFound', `Epoch ${epoch} of the run ${JSON.stringify(name)} was trained by ${JSON.stringify(parent?.name)}, from which it was forked at epoch ${parent?.epoch}. That run was deleted for good, or never came here, so this epoch cannot be computed again.`, 'epoch');
    }
  }
}

/** Throws `notFound` for an epoch that the run has not trained. */
export function expectEpoch({ name, epochs, startedAt, parent }: RunRow, epoch: number): void {
  if (startedAt === null && parent === null) throw new AppError('notFound', `The run ${JSON.stringify(name)} has not begun to train, so it has no epochs yet.`, 'epoch');
  if (epoch > epochs) throw new AppError('notFound', `The run ${JSON.stringify(name)} has epochs 0 to ${epochs}; ${epoch} is not one of them.`, 'epoch');
}

function withState<T extends NewSnapshot>(snapshot: T): T & { state: Uint8Array } {
  return { ...snapshot, state: snapshot.state! };
}
