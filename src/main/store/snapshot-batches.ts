import { worthDeflating } from './blob-codec.ts';
import type { Database } from './database.ts';
import type { NewSnapshot } from './types/snapshots.ts';

/** Epochs that follow one another in one row: for small networks a row each costs more than its bytes. */
export interface SnapshotBatch {
  key: number;
  first: number;
  last: number;
  /** of one epoch */
  weightsBytes: number;
}

/** Larger weights have a row of their own, which can be let go of alone. */
const mostWeightsBytes = 16 * 1024;
/** One epoch of a batch is read with all of it. */
const mostBatchBytes = 256 * 1024;

/** Which snapshots go into batches, and which have more to them than a batch holds. */
export function gatherBatches(snapshots: readonly NewSnapshot[]): { together: NewSnapshot[][]; alone: NewSnapshot[] } {
  const stretches: NewSnapshot[][] = [];
  for (const snapshot of snapshots) {
    const stretch = stretches.at(-1);
    if (stretch && isNextOf(stretch, snapshot)) stretch.push(snapshot);
    else stretches.push([snapshot]);
  }
  // Epochs that follow one another are alike, so that one tells for all of them.
  const isBatch = (stretch: NewSnapshot[]) => stretch.length > 1 && !worthDeflating(stretch[0]!.weights);
  return { together: stretches.filter(isBatch), alone: stretches.filter((stretch) => !isBatch(stretch)).flat() };
}

function isNextOf(stretch: NewSnapshot[], { epoch, weights, state }: NewSnapshot): boolean {
  const last = stretch.at(-1)!;
  const bytes = weights.byteLength;
  return state === null && last.state === null && epoch === last.epoch + 1 && bytes === last.weights.byteLength
    && bytes > 0 && bytes <= mostWeightsBytes && (stretch.length + 1) * bytes <= mostBatchBytes;
}

/** Returns how many bytes it takes. None of these epochs may be in another batch. */
export function insertBatch(db: Database, run: number, epochs: readonly Pick<NewSnapshot, 'epoch' | 'weights'>[]): number {
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  const weights = Buffer.concat(epochs.map((one) => one.weights));
  db.run('INSERT INTO snapshot_batches (run, first_epoch, last_epoch, weights_bytes, weights) VALUES (?, ?, ?, ?, ?)',
    run, first.epoch, last.epoch, first.weights.byteLength, weights);
  return weights.byteLength;
}

/** In order of epoch. */
export const batchesOf = (db: Database, run: number): SnapshotBatch[] =>
  db.all<SnapshotBatch>(`SELECT ${columns} FROM snapshot_batches WHERE run = ? ORDER BY first_epoch`, run);

/** Those that have one of these epochs. */
export function batchesWithin(db: Database, run: number, first: number, last: number): SnapshotBatch[] {
  // Batches do not overlap: where the last that begins in time has ended before, all have.
  const nearest = batchBefore(db, run, last);
  return nearest && nearest.last >= first ? batchesOf(db, run).filter((batch) => batch.first <= last && batch.last >= first) : [];
}

export const batchWith = (db: Database, run: number, epoch: number): SnapshotBatch | null => {
  const batch = batchBefore(db, run, epoch);
  return batch && batch.last >= epoch ? batch : null;
};

const columns = 'key, first_epoch AS first, last_epoch AS last, weights_bytes AS weightsBytes';

const batchBefore = (db: Database, run: number, epoch: number) =>
  db.get<SnapshotBatch>(`SELECT ${columns} FROM snapshot_batches WHERE run = ? AND first_epoch <= ? ORDER BY first_epoch DESC LIMIT 1`, run, epoch);

/** The weights of all of its epochs. */
export const readBatch = (db: Database, { key }: SnapshotBatch): Uint8Array =>
  db.column<Uint8Array>('SELECT weights FROM snapshot_batches WHERE key = ?', key)[0]!;

/** Of one of its epochs; shares memory with what `readBatch` gave. Empty where the row is cut short. */
export const weightsIn = ({ first, weightsBytes }: SnapshotBatch, bytes: Uint8Array, epoch: number): Uint8Array =>
  bytes.subarray((epoch - first) * weightsBytes, (epoch - first + 1) * weightsBytes);

export const epochsIn = ({ first, last }: SnapshotBatch): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** Reads batches as they are now; the latest stays at hand, since epochs are asked for one after the other. */
export function createBatchReader(db: Database): (batch: SnapshotBatch) => Uint8Array {
  let kept: { key: number; version: number; changes: number; bytes: Uint8Array } | null = null;
  return (batch) => {
    // What another connection has written, and what this one has.
    const [version] = db.column<number>('PRAGMA data_version');
    const [changes] = db.column<number>('SELECT total_changes()');
    if (kept?.key !== batch.key || kept.version !== version || kept.changes !== changes)
      kept = { key: batch.key, version: version!, changes: changes!, bytes: readBatch(db, batch) };
    return kept.bytes;
  };
}
