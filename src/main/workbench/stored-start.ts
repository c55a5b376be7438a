import { AppError } from '../../contract/errors.ts';
import type { ForkOrigin } from '../../contract/replay.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { StoredSnapshot } from '../store/types/snapshots.ts';
import type { Store } from '../store/types/store.ts';
import { sha256 } from '../training/chain.ts';
import type { TrainingJob } from '../training/messages.ts';
import { weightsFromBytes } from '../training/weight-bytes.ts';

/** Where a training of a run can begin: the part of its job that says so, and the epoch. */
export interface StoredStart {
  epoch: number;
  job: Pick<TrainingJob, 'initialWeights' | 'start'>;
}

type Started = Pick<RunRow, 'id' | 'config' | 'parent'>;

/**
 * The run's very beginning: weights drawn from its seed, copied from elsewhere, or a fork's keyframe. Copied weights that
 * are damaged are copied once more from the run that they came from, where they are still the same. Throws `damaged`
 * where what was copied cannot be had.
 */
export function beginningOf({ id, config, parent }: Started, store: Store): StoredStart {
  if (parent) {
    const snapshot = intact(() => store.snapshots.get(id, parent.epoch));
    if (!snapshot?.state) throw new AppError('damaged', `The state that the run ${id} was forked with is damaged or missing in the database. ${wayOut(parent, store)}`);
    return fromKeyframe(snapshot);
  }
  const weights = config.from === null ? null : copiedWeights(id, config.from, store);
  return { epoch: 0, job: { initialWeights: weights && weightsFromBytes(weights) } };
}

function copiedWeights(id: string, from: string, store: Store): Uint8Array | null {
  const weights = intact(() => store.snapshots.weights(id, 0) ?? 'none');
  if (weights === 'none') return null;
  if (weights !== null) return weights;
  const [begin] = store.snapshots.links(id, { from: 0, through: 0 });
  const again = begin && weightsAtOrigin(from, store);
  if (!again || Buffer.compare(sha256(again), begin.weightsSha256) !== 0)
    throw new AppError('damaged', `The weights that the run ${id} begins with are damaged in the database, and ${JSON.stringify(from.slice(0, 200))}, from which they were copied, does not have them any more. Launch it again with other starting weights.`);
  store.snapshots.repair(id, { epoch: 0, weights: again, weightsSha256: begin.weightsSha256, link: begin.link, state: null });
  store.runs.addEvent(id, 'healed', 'What was stored of the starting weights was damaged: it did not match its hash. It was copied again from where it came from, and matches.');
  return again;
}

function wayOut({ id, name, epoch }: ForkOrigin, store: Store): string {
  const origin = `${JSON.stringify(name)} at epoch ${epoch}`;
  if (isThere(id, store)) return `Fork it again from ${origin}.`;
  return `The run that it was forked from, ${origin}, is deleted for good or never came here, so that this one cannot go on. Its epochs that are stored can still be replayed and exported.`;
}

function isThere(id: string, store: Store): boolean {
  try {
    return store.runs.row(id) !== null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return false;
    throw error;
  }
}

/** Of `RUN@EPOCH`, where that is stored and intact; null for anything else. */
function weightsAtOrigin(from: string, store: Store): Uint8Array | null {
  const [, run, epoch] = /^([0-9a-f-]{36})@(\d{1,9})$/.exec(from) ?? [];
  if (run === undefined) return null;
  try {
    return store.snapshots.weights(run, Number(epoch));
  } catch (error) {
    if (error instanceof AppError && ['damaged', 'notFound'].includes(error.code)) return null;
    throw error;
  }
}

/** The nearest intact keyframe at or before an epoch, else the beginning. */
export function startBefore(run: Started, epoch: number, store: Store): StoredStart {
  for (const at of store.snapshots.keyframes(run.id).filter((one) => one <= epoch).reverse()) {
    const snapshot = intact(() => store.snapshots.get(run.id, at));
    if (snapshot?.state) return fromKeyframe(snapshot);
  }
  return beginningOf(run, store);
}

/** What `read` gives, or null where it is damaged. */
export function intact<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError && error.code === 'damaged') return null;
    throw error;
  }
}

function fromKeyframe({ epoch, weights, state, link }: StoredSnapshot): StoredStart {
  return { epoch, job: { initialWeights: null, start: { weights, state: state!, link } } };
}
