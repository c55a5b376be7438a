import { AppError } from '../../contract/errors.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { Store, StoredSnapshot } from '../store/types.ts';
import type { TrainingJob } from '../training/messages.ts';
import { weightsFromBytes } from '../training/weight-bytes.ts';

/** Where a training of a run can begin: the part of its job that says so, and the epoch. */
export interface StoredStart {
  epoch: number;
  job: Pick<TrainingJob, 'initialWeights' | 'start'>;
}

type Started = Pick<RunRow, 'id' | 'config' | 'parent'>;

/**
 * The run's very beginning: weights drawn from its seed, copied from elsewhere, or a fork's keyframe. Throws `damaged` where
 * what was copied for it cannot be read.
 */
export function beginningOf({ id, config, parent }: Started, store: Store): StoredStart {
  if (parent) {
    const snapshot = store.snapshots.get(id, parent.epoch);
    if (!snapshot?.state) throw new AppError('damaged', `The state that the run ${id} was forked with is missing from the database. Fork it again from ${JSON.stringify(parent.name)} at epoch ${parent.epoch}.`);
    return fromKeyframe(snapshot);
  }
  const weights = config.from === null ? null : store.snapshots.weights(id, 0);
  return { epoch: 0, job: { initialWeights: weights && weightsFromBytes(weights) } };
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
