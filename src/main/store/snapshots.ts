import { AppError } from '../../contract/errors.ts';
import { sha256, unpack, type PackedBlob } from './blob-codec.ts';
import type { StoreContext } from './context.ts';
import type { Database } from './database.ts';
import { quoted, runKey } from './keys.ts';
import { batchesOf, batchWith, createBatchReader, epochsIn, readBatch, weightsIn } from './snapshot-batches.ts';
import { storedSizes } from './stored-sizes.ts';
import type { ChainLink, Snapshots, StoredSnapshot } from './types/snapshots.ts';
import { insertSnapshots, thin } from './write-snapshots.ts';

export function createSnapshots({ db }: StoreContext): Snapshots {
  const readKept = createBatchReader(db);

  return {
    append: (runId, snapshots, { bestEpoch }) => {
      if (snapshots.length === 0) return;
      db.durably(() => {
        const run = runKey(db, runId);
        const { bytes, budget } = insertSnapshots(db, run, snapshots);
        if (bytes > budget) thin(db, run, budget, bestEpoch);
      });
    },

    get: (runId, epoch) => {
      const run = runKey(db, runId);
      const row = db.get<SnapshotRow>(`${selectSnapshot} AND snapshots.epoch = ?`, run, epoch);
      if (row) return unpackSnapshot(runId, row);
      const batched = readBatched(run, epoch);
      return batched && { runId, epoch, weights: unpackWeights(runId, batched), weightsSha256: new Uint8Array(batched.weightsSha256), link: new Uint8Array(batched.link), state: null };
    },

    weights: (runId, epoch) => {
      const run = runKey(db, runId);
      const row = db.get<WeightsRow>(selectWeights, run, epoch) ?? readBatched(run, epoch);
      return row ? unpackWeights(runId, row) : null;
    },

    stateSha256: (runId, epoch) => {
      const row = db.get<{ hash: Uint8Array | null }>('SELECT state_sha256 AS hash FROM snapshots WHERE run = ? AND epoch = ?', runKey(db, runId), epoch);
      return row?.hash ? new Uint8Array(row.hash) : null;
    },

    keyframeBefore: (runId, epoch) => {
      const row = db.get<SnapshotRow>(`${selectSnapshot} AND snapshots.keyframe = 1 AND snapshots.epoch <= ?
        ORDER BY snapshots.epoch DESC LIMIT 1`, runKey(db, runId), epoch);
      return row ? unpackSnapshot(runId, row) : null;
    },

    epochs: (runId) => storedSizes(db, runKey(db, runId)).map(({ epoch }) => epoch),

    keyframes: (runId) => db.column<number>('SELECT epoch FROM snapshots WHERE run = ? AND keyframe = 1 ORDER BY epoch', runKey(db, runId)),

    links: (runId, { from = 0, through = Number.MAX_SAFE_INTEGER } = {}) => db.all<ChainLink>(
      'SELECT epoch, link, weights_sha256 AS weightsSha256 FROM chain_links WHERE run = ? AND epoch BETWEEN ? AND ? ORDER BY epoch', runKey(db, runId), from, through)
      .map(({ epoch, link, weightsSha256 }) => ({ epoch, link: new Uint8Array(link), weightsSha256: new Uint8Array(weightsSha256) })),

    damaged: (runId) => damagedOf(db, runKey(db, runId)),

    repair: (runId, snapshot) => db.durably(() => { insertSnapshots(db, runKey(db, runId), [snapshot]); }),
  };

  function readBatched(run: number, epoch: number): (WeightsRow & { link: Uint8Array }) | null {
    const batch = batchWith(db, run, epoch);
    if (!batch) return null;
    const row = db.get<Pick<WeightsRow, 'name' | 'weightsSha256'> & { link: Uint8Array }>(`
      SELECT runs.name, chain_links.weights_sha256 AS weightsSha256, chain_links.link FROM chain_links JOIN runs ON runs.key = chain_links.run WHERE chain_links.run = ? AND chain_links.epoch = ?`, run, epoch);
    return row ? { ...row, epoch, weights: weightsIn(batch, readKept(batch), epoch), weightsCodec: 'raw', weightsRawBytes: batch.weightsBytes } : null;
  }
}

/** Epochs of which something that would be read does not match its hash, in order. */
function damagedOf(db: Database, run: number): number[] {
  const alone = new Set(db.column<number>('SELECT epoch FROM snapshots WHERE run = ?', run));
  const damagedRows = [...alone].filter((epoch) => !isIntact(db.get<SnapshotRow>(`${selectSnapshot} AND snapshots.epoch = ?`, run, epoch)));
  const hashes = new Map(db.tuples<[number, Buffer]>('SELECT epoch, weights_sha256 FROM chain_links WHERE run = ?', run));
  const damagedInBatches = batchesOf(db, run).flatMap((batch) => {
    const bytes = readBatch(db, batch);
    return epochsIn(batch).filter((epoch) => !alone.has(epoch) && hashes.has(epoch) && !sha256(weightsIn(batch, bytes, epoch)).equals(hashes.get(epoch)!));
  });
  return [...damagedRows, ...damagedInBatches].sort((a, b) => a - b);
}

interface WeightsRow {
  name: string;
  epoch: number;
  weightsSha256: Uint8Array;
  weights: Uint8Array;
  weightsCodec: PackedBlob['codec'];
  weightsRawBytes: number;
}

interface SnapshotRow extends WeightsRow {
  link: Uint8Array;
  state: Uint8Array | null;
  stateSha256: Uint8Array | null;
  stateCodec: PackedBlob['codec'] | null;
  stateRawBytes: number | null;
}

const selectWeights = `
  SELECT runs.name, snapshots.epoch, chain_links.weights_sha256 AS weightsSha256,
    snapshots.weights, snapshots.weights_codec AS weightsCodec, snapshots.weights_raw_bytes AS weightsRawBytes
  FROM snapshots
  JOIN chain_links ON chain_links.run = snapshots.run AND chain_links.epoch = snapshots.epoch
  JOIN runs ON runs.key = snapshots.run
  WHERE snapshots.run = ? AND snapshots.epoch = ?`;

const selectSnapshot = `
  SELECT runs.name, snapshots.epoch, chain_links.link, chain_links.weights_sha256 AS weightsSha256,
    snapshots.weights, snapshots.weights_codec AS weightsCodec, snapshots.weights_raw_bytes AS weightsRawBytes,
    snapshots.state, snapshots.state_sha256 AS stateSha256, snapshots.state_codec AS stateCodec, snapshots.state_raw_bytes AS stateRawBytes
  FROM snapshots
  JOIN chain_links ON chain_links.run = snapshots.run AND chain_links.epoch = snapshots.epoch
  JOIN runs ON runs.key = snapshots.run
  WHERE snapshots.run = ?`;

function unpackSnapshot(runId: string, row: SnapshotRow): StoredSnapshot {
  const weights = unpackWeights(runId, row);
  return { runId, epoch: row.epoch, weights, weightsSha256: new Uint8Array(row.weightsSha256), link: new Uint8Array(row.link), state: unpackState(runId, row) };
}

function unpackWeights(runId: string, row: WeightsRow): Uint8Array {
  const weights = unpack({ codec: row.weightsCodec, bytes: row.weights, rawBytes: row.weightsRawBytes }, row.weightsSha256);
  if (!weights) throw damaged('weights', runId, row);
  return weights;
}

function isIntact(row: SnapshotRow | undefined): boolean {
  try {
    if (row) unpackSnapshot('', row);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'damaged') return false;
    throw error;
  }
}

function unpackState(runId: string, row: SnapshotRow): Uint8Array | null {
  if (row.state === null) return null;
  const state = row.stateCodec && row.stateSha256
    && unpack({ codec: row.stateCodec, bytes: row.state, rawBytes: row.stateRawBytes ?? -1 }, row.stateSha256);
  if (!state) throw damaged('training state', runId, row);
  return state;
}

function damaged(what: string, runId: string, { name, epoch }: WeightsRow): AppError {
  return new AppError('damaged', `The ${what} of run ${quoted(name)} (${runId}) at epoch ${epoch} is damaged in the database: its bytes do not match their hash. Other epochs can still be read; training the run again from its config brings this one back.`);
}
