import { AppError } from '../../contract/errors.ts';
import { pack, sha256, unpack, type PackedBlob } from './blob-codec.ts';
import type { Database } from './database.ts';
import { quoted } from './keys.ts';

/** The weights that a diverged run ended with, beside those of its last whole epoch. */
export function storeDivergence(db: Database, run: number, weights: Uint8Array): void {
  const { codec, bytes, rawBytes } = pack(weights);
  db.run('INSERT OR REPLACE INTO divergences (run, sha256, raw_bytes, codec, weights) VALUES (?, ?, ?, ?, ?)', run, sha256(weights), rawBytes, codec, bytes);
}

export function readDivergence(db: Database, run: number): Uint8Array | null {
  const row = db.get<PackedBlob & { name: string; sha256: Uint8Array }>(`
    SELECT runs.name, divergences.sha256, raw_bytes AS rawBytes, codec, divergences.weights AS bytes
    FROM divergences JOIN runs ON runs.key = divergences.run WHERE run = ?`, run);
  if (!row) return null;
  const weights = unpack(row, row.sha256);
  if (!weights)
    throw new AppError('damaged', `The weights at which the run ${quoted(row.name)} diverged are damaged in the database: their bytes do not match their hash. Train the run again from its config to get them back.`);
  return weights;
}
