import { pack, sha256, worthDeflating } from './blob-codec.ts';
import type { Database, SqlValue } from './database.ts';
import { rowInsert } from './insert-rows.ts';
import { batchesWithin, epochsIn, gatherBatches, insertBatch, readBatch, weightsIn } from './snapshot-batches.ts';
import { storedSizes } from './stored-sizes.ts';
import { planThinning, type StoredSize } from './thinning.ts';
import type { NewSnapshot } from './types/snapshots.ts';

/** What a run's snapshots take in the file, and may take. */
interface Room {
  bytes: number;
  budget: number;
}

/** Replaces those of the same epochs. Many of them a row, or many rows a statement, take a fraction of what each alone would. */
export function insertSnapshots(db: Database, run: number, snapshots: readonly NewSnapshot[]): Room {
  insertLinks(db, snapshots.flatMap(({ epoch, weightsSha256, link }) => [run, epoch, weightsSha256, link]));
  const { together, alone } = gatherBatches(snapshots);
  let added = insertAlone(db, run, alone);
  for (const epochs of together) {
    added -= clear(db, run, epochs[0]!.epoch, epochs.at(-1)!.epoch);
    added += insertBatch(db, run, epochs);
  }
  return db.get<Room>('UPDATE runs SET snapshot_bytes = snapshot_bytes + ? WHERE key = ? RETURNING snapshot_bytes AS bytes, snapshot_budget AS budget', added, run)!;
}

/** One row an epoch, which goes before a batch that has it. Returns by how many bytes they take more than what they replace. */
function insertAlone(db: Database, run: number, snapshots: readonly NewSnapshot[]): number {
  if (snapshots.length === 0) return 0;
  const epochs = snapshots.map(({ epoch }) => epoch);
  const range = [run, Math.min(...epochs), Math.max(...epochs)] as const;
  const before = rowBytes(db, ...range);
  const deflates = worthDeflating(snapshots[0]!.weights);
  insertRows(db, snapshots.flatMap((snapshot) => blobRow(run, snapshot, deflates)));
  return rowBytes(db, ...range) - before;
}

/** Lets go of all epochs of a range. Returns how many bytes they took. */
function clear(db: Database, run: number, first: number, last: number): number {
  const rows = rowBytes(db, run, first, last);
  if (rows > 0) db.run('DELETE FROM snapshots WHERE run = ? AND epoch BETWEEN ? AND ?', run, first, last);
  return rows + dropBatched(db, run, first, last, () => true);
}

/** Lets go of epochs in batches: what is left of a batch is stored anew. Returns how many bytes are free by that. */
function dropBatched(db: Database, run: number, first: number, last: number, drops: (epoch: number) => boolean): number {
  let freed = 0;
  for (const batch of batchesWithin(db, run, first, last)) {
    const alone = new Set(db.column<number>('SELECT epoch FROM snapshots WHERE run = ? AND epoch BETWEEN ? AND ?', run, batch.first, batch.last));
    const epochs = epochsIn(batch);
    const kept = epochs.filter((epoch) => !alone.has(epoch) && !(epoch >= first && epoch <= last && drops(epoch)));
    if (kept.length === epochs.length) continue;
    const bytes = readBatch(db, batch);
    db.run('DELETE FROM snapshot_batches WHERE key = ?', batch.key);
    freed += epochs.length * batch.weightsBytes;
    const left = gatherBatches(kept.map((epoch): NewSnapshot => ({ epoch, weights: weightsIn(batch, bytes, epoch), weightsSha256: noHash, link: noHash, state: null })));
    freed -= insertAlone(db, run, left.alone);
    for (const some of left.together) freed -= insertBatch(db, run, some);
  }
  return freed;
}

/** What is left of a batch keeps the links that it has. */
const noHash = new Uint8Array(0);

const insertLinks = rowInsert('chain_links', ['run', 'epoch', 'weights_sha256', 'link'],
  'DO UPDATE SET weights_sha256 = excluded.weights_sha256, link = excluded.link');

const blobColumns = ['keyframe', 'stored_bytes', 'weights_raw_bytes', 'weights_codec', 'weights', 'state_sha256', 'state_raw_bytes', 'state_codec', 'state'];

const insertRows = rowInsert('snapshots', ['run', 'epoch', ...blobColumns],
  `(run, epoch) DO UPDATE SET ${blobColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`);

/** In the order of the columns. */
function blobRow(run: number, { epoch, weights, state }: NewSnapshot, deflates: boolean): SqlValue[] {
  const packed = pack(weights, deflates);
  const packedState = state && pack(state);
  const storedBytes = packed.bytes.byteLength + (packedState?.bytes.byteLength ?? 0);
  return [
    run, epoch, state ? 1 : 0, storedBytes, packed.rawBytes, packed.codec, packed.bytes,
    state && sha256(state), packedState?.rawBytes ?? null, packedState?.codec ?? null, packedState?.bytes ?? null,
  ];
}

const rowBytes = (db: Database, run: number, from: number, through: number): number =>
  db.column<number>('SELECT coalesce(sum(stored_bytes), 0) FROM snapshots WHERE run = ? AND epoch BETWEEN ? AND ?', run, from, through)[0]!;

/**
 * What is let go of beyond what is too much. Batches that lose epochs are written anew while calls wait, so it is not all that
 * the next epochs will need.
 */
const slackBytes = 1024 * 1024;

/** Lets go of epochs, the earliest first, until the rest fits the budget. */
export function thin(db: Database, run: number, budget: number, bestEpoch: number | null): void {
  const stored = storedSizes(db, run);
  const excess = totalBytes(stored) - budget;
  const epochs = firstWith(planThinning(stored, budget, bestEpoch), excess + slackBytes, stored);
  if (epochs.length === 0) return;
  const dropped = new Set(epochs);
  const freed = epochs.reduce((sum, epoch) => sum + deleteRow(db, run, epoch), 0) + dropBatched(db, run, epochs[0]!, epochs.at(-1)!, (epoch) => dropped.has(epoch));
  db.run('UPDATE runs SET snapshot_bytes = snapshot_bytes - ? WHERE key = ?', freed, run);
}

/** Returns how many bytes it took. */
const deleteRow = (db: Database, run: number, epoch: number): number =>
  db.get<{ bytes: number }>('DELETE FROM snapshots WHERE run = ? AND epoch = ? RETURNING stored_bytes AS bytes', run, epoch)?.bytes ?? 0;

/** As many of the epochs as take so many bytes. */
function firstWith(epochs: readonly number[], bytes: number, stored: readonly StoredSize[]): number[] {
  const sizes = new Map(stored.map((one) => [one.epoch, one.bytes]));
  let sum = 0;
  return epochs.filter((epoch) => {
    const wanted = sum < bytes;
    sum += sizes.get(epoch)!;
    return wanted;
  });
}

const totalBytes = (stored: readonly StoredSize[]): number => stored.reduce((sum, { bytes }) => sum + bytes, 0);
