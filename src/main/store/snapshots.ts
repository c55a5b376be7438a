import { AppError } from '../../contract/errors.ts';
import { pack, sha256, unpack, worthDeflating, type PackedBlob } from './blob-codec.ts';
import type { StoreContext } from './context.ts';
import type { Database, SqlValue } from './database.ts';
import { rowInsert } from './insert-rows.ts';
import { quoted, runKey } from './keys.ts';
import { planThinning, type StoredSize } from './thinning.ts';
import type { ChainLink, NewSnapshot, Snapshots, StoredSnapshot } from './types.ts';

export function createSnapshots({ db }: StoreContext): Snapshots {
  return {
    append: (runId, snapshots, { bestEpoch }) => {
      if (snapshots.length === 0) return;
      db.durably(() => {
        const run = runKey(db, runId);
        insertSnapshots(db, run, snapshots);
        thin(db, run, bestEpoch);
      });
    },

    get: (runId, epoch) => {
      const row = db.get<SnapshotRow>(`${selectSnapshot} AND snapshots.epoch = ?`, runKey(db, runId), epoch);
      return row ? unpackSnapshot(runId, row) : null;
    },

    weights: (runId, epoch) => {
      const row = db.get<WeightsRow>(selectWeights, runKey(db, runId), epoch);
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

    epochs: (runId) => sizesOf(db, runKey(db, runId)).map(({ epoch }) => epoch),

    keyframes: (runId) => sizesOf(db, runKey(db, runId)).flatMap(({ epoch, keyframe }) => (keyframe ? [epoch] : [])),

    links: (runId, { from = 0, through = Number.MAX_SAFE_INTEGER } = {}) => db.all<ChainLink>(
      'SELECT epoch, link, weights_sha256 AS weightsSha256 FROM chain_links WHERE run = ? AND epoch BETWEEN ? AND ? ORDER BY epoch', runKey(db, runId), from, through)
      .map(({ epoch, link, weightsSha256 }) => ({ epoch, link: new Uint8Array(link), weightsSha256: new Uint8Array(weightsSha256) })),

    damaged: (runId) => {
      const run = runKey(db, runId);
      return sizesOf(db, run).map(({ epoch }) => epoch).filter((epoch) => !isIntact(db.get<SnapshotRow>(`${selectSnapshot} AND snapshots.epoch = ?`, run, epoch)));
    },

    repair: (runId, snapshot) => db.durably(() => insertSnapshots(db, runKey(db, runId), [snapshot])),
  };
}

/** Replaces those of the same epochs. Many rows a statement and one sum for all take a fraction of what each alone would. */
function insertSnapshots(db: Database, run: number, snapshots: readonly NewSnapshot[]): void {
  const epochs = snapshots.map(({ epoch }) => epoch);
  const range = [run, Math.min(...epochs), Math.max(...epochs)] as const;
  const before = storedIn(db, ...range);
  insertLinks(db, snapshots.flatMap(({ epoch, weightsSha256, link }) => [run, epoch, weightsSha256, link]));
  // Epochs that follow one another are alike, so that one tells for all of their weights.
  const deflates = worthDeflating(snapshots[0]!.weights);
  insertBlobs(db, snapshots.flatMap((snapshot) => blobRow(run, snapshot, deflates)));
  db.run('UPDATE runs SET snapshot_bytes = snapshot_bytes + ? WHERE key = ?', storedIn(db, ...range) - before, run);
}

const insertLinks = rowInsert('chain_links', ['run', 'epoch', 'weights_sha256', 'link'],
  'DO UPDATE SET weights_sha256 = excluded.weights_sha256, link = excluded.link');

const blobColumns = ['keyframe', 'stored_bytes', 'weights_raw_bytes', 'weights_codec', 'weights', 'state_sha256', 'state_raw_bytes', 'state_codec', 'state'];

const insertBlobs = rowInsert('snapshots', ['run', 'epoch', ...blobColumns],
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

const storedIn = (db: Database, run: number, from: number, through: number): number =>
  db.get<{ bytes: number }>('SELECT coalesce(sum(stored_bytes), 0) AS bytes FROM snapshots WHERE run = ? AND epoch BETWEEN ? AND ?', run, from, through)!.bytes;

function thin(db: Database, run: number, bestEpoch: number | null): void {
  const { bytes, budget } = db.get<{ bytes: number; budget: number }>(
    'SELECT snapshot_bytes AS bytes, snapshot_budget AS budget FROM runs WHERE key = ?', run)!;
  if (bytes <= budget) return;
  for (const epoch of planThinning(sizesOf(db, run), budget, bestEpoch))
    db.run('DELETE FROM snapshots WHERE run = ? AND epoch = ?', run, epoch);
  db.run('UPDATE runs SET snapshot_bytes = (SELECT sum(stored_bytes) FROM snapshots WHERE run = ?) WHERE key = ?', run, run);
}

const sizesOf = (db: Database, run: number): StoredSize[] =>
  db.tuples<[number, number, number]>('SELECT epoch, keyframe, stored_bytes FROM snapshots WHERE run = ? ORDER BY epoch', run)
    .map(([epoch, keyframe, bytes]) => ({ epoch, keyframe: keyframe === 1, bytes }));

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
