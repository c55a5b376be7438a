import type { Database } from './database.ts';
import { batchesOf, epochsIn } from './snapshot-batches.ts';
import type { StoredSize } from './thinning.ts';

/**
 * The stored epochs of a run in their order, from indexes alone, never from a page of a blob. One that is in a batch and has
 * a row as well takes room for both.
 */
export function storedSizes(db: Database, run: number): StoredSize[] {
  const sizes = new Map<number, StoredSize>();
  for (const batch of batchesOf(db, run)) for (const epoch of epochsIn(batch)) sizes.set(epoch, { epoch, keyframe: false, bytes: batch.weightsBytes });
  for (const [epoch, keyframe, bytes] of db.tuples<[number, number, number]>('SELECT epoch, keyframe, stored_bytes FROM snapshots WHERE run = ?', run))
    sizes.set(epoch, { epoch, keyframe: keyframe === 1, bytes: bytes + (sizes.get(epoch)?.bytes ?? 0) });
  return [...sizes.values()].sort((a, b) => a.epoch - b.epoch);
}
