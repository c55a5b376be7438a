import { AppError } from '../../contract/errors.ts';
import type { Verification, VerifyResult } from '../../contract/replay.ts';
import { endedStatuses, type RunDetail } from '../../contract/runs.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import type { Store } from '../store/types/store.ts';
import { toHex } from '../training/chain.ts';
import type { TrainingEnd, TrainingEvent } from '../training/messages.ts';
import { isForkStartDamaged } from './fork-start.ts';
import type { Reading } from './reading/reading.ts';
import type { TableSource } from './tables.ts';
import type { Replay } from './state-at.ts';
import { repetitionOf } from './training-task.ts';

export interface VerifyOptions {
  progress?(epoch: number, epochs: number): void;
  /** ends the training; the verification is then refused as `cancelled` */
  signal?: AbortSignal;
}

export interface VerifySetting {
  store: Store;
  tables: TableSource;
  replay: Replay;
  reading: Pick<Reading, 'read'>;
  /** how many may compute */
  threads: number;
}

/**
 * Trains a run again from config and seed (a fork: from the state that it was forked with), on a thread of its own, and
 * compares every link of the chain until one differs or the last recorded epoch is reached. The outcome is kept with the
 * run. Then reads all stored snapshots, and heals those that do not match their hash.
 * Throws `conflict` for a run that has not ended or has no recorded epochs, `cancelled`, and `invalidInput` where it can
 * no longer be trained.
 */
export async function verifyRun(setting: VerifySetting, runId: string, options: VerifyOptions = {}): Promise<VerifyResult> {
  const { store, replay } = setting;
  const run = store.runs.detail(runId);
  const healed = isForkStartDamaged(run, store) ? [run.parent!.epoch] : [];
  await replay.healStart(runId, { signal: options.signal });
  const verification = await repeat(setting, run, options);
  store.runs.setVerification(runId, { at: Date.now(), arithmetic: arithmeticVersion, ...verification });
  const damaged = store.snapshots.damaged(runId).filter((epoch) => epoch <= (verification.identicalThrough ?? -1));
  for (const epoch of damaged) await replay.heal(runId, epoch, { signal: options.signal });
  return { ...verification, healed: [...new Set([...healed, ...damaged])] };
}

async function repeat({ store, tables, replay, reading, threads }: VerifySetting, run: RunDetail, { progress, signal }: VerifyOptions): Promise<Verification> {
  const first = run.parent?.epoch ?? 0;
  const recorded = recordedLinks(store, run, first);
  const last = first + recorded.size - 1;
  const comparison = compareLinks(recorded, first);
  const content = await reading.read('tableHash', { id: run.dataSetId });
  const task = repetitionOf(run, last, store, { content, tables });
  const end = await replay.lend((pool) => new Promise<TrainingEnd>((resolve) => {
    const training = pool.start({ ...task, listen: (event, done) => {
      const links = linksOf(event);
      for (const { epoch, link } of links) comparison.add(epoch, toHex(link));
      if (links.length > 0) progress?.(comparison.identicalThrough() ?? first, last);
      if (comparison.differs()) training.signal('stop');
      if (event.kind === 'epochs') done();
      if (event.kind === 'ended') resolve(event.end);
    } }, threads);
    const stop = () => training.signal('stop');
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  }));
  if (signal?.aborted) throw new AppError('cancelled', 'The verification was cancelled.');
  if (end.kind === 'failed') throw new AppError('invalidInput', end.message);
  const identicalThrough = comparison.identicalThrough();
  const epoch = (identicalThrough ?? first - 1) + 1;
  return { identicalThrough, difference: epoch > last ? null : { epoch, reason: reasonOf(run, content, store) } };
}

/** Links as hex, from the epoch that it began with, without a gap. */
function recordedLinks(store: Store, { id, name, status }: RunDetail, first: number): Map<number, string> {
  const named = `The run ${JSON.stringify(name)}`;
  if (!endedStatuses.includes(status)) throw new AppError('conflict', `${named} is ${status}. Verify it when it has ended.`);
  const links = store.snapshots.links(id, { from: first });
  if (links.length < 2) throw new AppError('conflict', `${named} has no recorded epochs, so there is nothing to verify.`);
  const gap = links.findIndex(({ epoch }, at) => epoch !== first + at);
  if (gap >= 0) throw new AppError('damaged', `${named} has no link of its hash chain for epoch ${first + gap}, so it cannot be verified.`);
  return new Map(links.map(({ epoch, link }) => [epoch, toHex(link)]));
}

function compareLinks(recorded: ReadonlyMap<number, string>, first: number) {
  const end = first + recorded.size;
  let next = first;
  let differs = false;
  return {
    add(epoch: number, link: string): void {
      if (differs || epoch !== next || epoch >= end) return;
      if (recorded.get(epoch) === link) next++;
      else differs = true;
    },
    differs: () => differs,
    identicalThrough: () => (next === first ? null : next - 1),
  };
}

function linksOf(event: TrainingEvent): { epoch: number; link: Uint8Array }[] {
  if (event.kind === 'started') return [event.start];
  return event.kind === 'epochs' ? event.batch.snapshots : [];
}

function reasonOf({ arithmetic, dataSetId }: RunDetail, content: string, store: Store): string {
  const dataSet = store.dataSets.get(dataSetId);
  if (arithmetic !== arithmeticVersion)
    return `It was trained with version ${arithmetic} of the arithmetic, and this is version ${arithmeticVersion}.`;
  if (content !== dataSet.contentSha256)
    return `The data set ${JSON.stringify(dataSet.name)} is no longer the one that it was trained on.`;
  return 'Arithmetic and data are the same, so what was recorded of it was changed afterwards, or a computation went wrong.';
}
