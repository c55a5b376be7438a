import type { Worker } from 'node:worker_threads';
import { AppError } from '../../contract/errors.ts';
import { endedStatuses, type RunDetail } from '../../contract/runs.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import type { Store } from '../store/types.ts';
import { toHex } from '../training/chain.ts';
import type { TrainingEvent } from '../training/messages.ts';
import { createPool } from '../training/pool.ts';
import { tableSha256 } from './content-hash.ts';
import type { Tables } from './tables.ts';
import { trainingTaskOf } from './training-task.ts';

export interface Verification {
  /** the last epoch through which all links of the chain are equal; null where the starting weights differ already */
  identicalThrough: number | null;
  /** null where every recorded epoch came out the same */
  difference: { epoch: number; /** why it may be, as a sentence */ reason: string } | null;
}

export interface VerifyOptions {
  progress?(epoch: number, epochs: number): void;
  /** ends the training; the verification is then refused as `cancelled` */
  signal?: AbortSignal;
}

export interface VerifySetting {
  store: Store;
  tables: Tables;
  createWorker: () => Worker;
  /** how many may compute */
  threads: number;
}

/**
 * Trains a run again from config and seed, on a thread of its own and recording nothing, and compares every link of the
 * chain until one differs or the last recorded epoch is reached.
 * Throws `conflict` for a run that has not ended or has no recorded epochs, `cancelled`, and `invalidInput` where it can
 * no longer be trained.
 */
export async function verifyRun({ store, tables, createWorker, threads }: VerifySetting, runId: string, { progress, signal }: VerifyOptions = {}): Promise<Verification> {
  const run = store.runs.detail(runId);
  const recorded = recordedLinks(store, run);
  const pool = createPool(createWorker);
  const comparison = compareLinks(recorded);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => reject(new AppError('cancelled', 'The verification was cancelled.'));
  signal?.addEventListener('abort', abort);
  try {
    pool.start({ ...trainingTaskOf(run, store, tables), listen: (event) => {
      const links = linksOf(event);
      for (const { epoch, link } of links) comparison.add(epoch, toHex(link));
      if (links.length > 0) progress?.(comparison.identicalThrough() ?? 0, recorded.size - 1);
      if (comparison.decided()) resolve();
      else if (event.kind === 'ended') {
        if (event.end.kind === 'failed') reject(new AppError('invalidInput', event.end.message));
        else resolve();
      }
    } }, threads);
    if (signal?.aborted) abort();
    await promise;
  } finally {
    signal?.removeEventListener('abort', abort);
    await pool.close();
  }
  const identicalThrough = comparison.identicalThrough();
  const epoch = (identicalThrough ?? -1) + 1;
  return { identicalThrough, difference: epoch === recorded.size ? null : { epoch, reason: reasonOf(run, store, tables) } };
}

/** Links as hex, from epoch 0 on without a gap. */
function recordedLinks(store: Store, { id, name, status }: RunDetail): Map<number, string> {
  const named = `The run ${JSON.stringify(name)}`;
  if (!endedStatuses.includes(status)) throw new AppError('conflict', `${named} is ${status}. Verify it when it has ended.`);
  const links = store.snapshots.links(id);
  if (links.length < 2) throw new AppError('conflict', `${named} has no recorded epochs, so there is nothing to verify.`);
  const gap = links.findIndex(({ epoch }, at) => epoch !== at);
  if (gap >= 0) throw new AppError('damaged', `${named} has no link of its hash chain for epoch ${gap}, so it cannot be verified.`);
  return new Map(links.map(({ epoch, link }) => [epoch, toHex(link)]));
}

function compareLinks(recorded: ReadonlyMap<number, string>) {
  let next = 0;
  let differs = false;
  return {
    add(epoch: number, link: string): void {
      if (differs || epoch !== next || epoch >= recorded.size) return;
      if (recorded.get(epoch) === link) next++;
      else differs = true;
    },
    decided: () => differs || next === recorded.size,
    identicalThrough: () => (next === 0 ? null : next - 1),
  };
}

function linksOf(event: TrainingEvent): { epoch: number; link: Uint8Array }[] {
  if (event.kind === 'started') return [event.start];
  return event.kind === 'epochs' ? event.batch.snapshots : [];
}

function reasonOf({ arithmetic, dataSetId }: RunDetail, store: Store, tables: Tables): string {
  const dataSet = store.dataSets.get(dataSetId);
  if (arithmetic !== arithmeticVersion)
    return `It was trained with version ${arithmetic} of the arithmetic, and this is version ${arithmeticVersion}.`;
  if (tableSha256(tables.get(dataSet)) !== dataSet.contentSha256)
    return `The data set ${JSON.stringify(dataSet.name)} is no longer the one that it was trained on.`;
  return 'Arithmetic and data are the same, so what was recorded of it was changed afterwards, or a computation went wrong.';
}
