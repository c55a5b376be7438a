import type { RunConfig } from '../../contract/run-config.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types/store.ts';
import { sha256 } from '../training/chain.ts';
import { decodeKeyframe, encodeKeyframe } from '../training/keyframe.ts';
import { forkState } from './fork-state.ts';
import { intact } from './stored-start.ts';

/** Whether the state that a run was forked with cannot be read any more. */
export function isForkStartDamaged({ id, parent }: Pick<RunRow, 'id' | 'parent'>, store: Store): boolean {
  return parent !== null && intact(() => store.snapshots.get(id, parent.epoch)?.state ?? 'none') === null;
}

/**
 * Copies what a run was forked with once more from its parent's epoch. Writes nothing where that is no longer, to the
 * byte, what the fork was made from.
 */
export function restoreForkStart({ id, config, parent }: RunRow, origin: { config: RunConfig; weights: Uint8Array; state: Uint8Array }, store: Store): void {
  const { epoch } = parent!;
  const [begin] = store.snapshots.links(id, { from: epoch, through: epoch });
  const recorded = store.snapshots.stateSha256(id, epoch);
  const state = encodeKeyframe(forkState(decodeKeyframe(origin.state, origin.weights), origin.config, config).state);
  if (!begin || !recorded || Buffer.compare(sha256(origin.weights), begin.weightsSha256) !== 0 || Buffer.compare(sha256(state), recorded) !== 0) return;
  store.transaction(() => {
    store.snapshots.repair(id, { ...begin, weights: origin.weights, state });
    store.runs.addEvent(id, 'healed', `What was stored of epoch ${epoch}, with which the run was forked, was damaged: it did not match its hash. It was copied again from ${JSON.stringify(parent!.name)}, and matches.`);
  });
}
