import type { RunEnd } from '../store/types/runs.ts';
import type { Store } from '../store/types/store.ts';
import { toHex } from '../training/chain.ts';

/** What a run that ends without having trained has to show: the whole epochs that it had before, if any. */
export function standingOf(store: Store, runId: string): Pick<RunEnd, 'weightsSha256' | 'chain' | 'bestEpoch' | 'trainSeconds'> {
  const { epochs, bestEpoch, trainSeconds } = store.runs.row(runId);
  const [last] = epochs === 0 ? [] : store.snapshots.links(runId, { from: epochs, through: epochs });
  return { weightsSha256: last ? toHex(last.weightsSha256) : null, chain: last ? toHex(last.link) : null, bestEpoch, trainSeconds };
}
