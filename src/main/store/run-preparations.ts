import { createHash } from 'node:crypto';
import { AppError } from '../../contract/errors.ts';
import type { Database } from './database.ts';
import type { Preparation } from './types/runs.ts';

/** What a run found out before its first step: the rows of its split, its classes, how columns become inputs. */
export function storePreparation(db: Database, run: number, { rows, classes, features }: Preparation): void {
  const lists = [rows.train, rows.validation, rows.test].map(toBytes) as [Uint8Array, Uint8Array, Uint8Array];
  db.run(`INSERT OR REPLACE INTO run_preparations (run, classes, features, train_rows, validation_rows, test_rows, rows_sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?)`, run, JSON.stringify(classes), JSON.stringify(features ?? null), ...lists, hashOf(lists));
}

interface PreparationRow {
  name: string;
  parameters: number;
  classes: string;
  features: string;
  train: Uint8Array;
  validation: Uint8Array;
  test: Uint8Array;
  sha256: Uint8Array;
}

export function readPreparation(db: Database, run: number): Preparation | null {
  const row = db.get<PreparationRow>(`
    SELECT runs.name, runs.parameters, classes, features, train_rows AS train, validation_rows AS validation, test_rows AS test, rows_sha256 AS sha256
    FROM run_preparations JOIN runs ON runs.key = run_preparations.run WHERE run = ?`, run);
  if (!row) return null;
  if (!hashOf([row.train, row.validation, row.test]).equals(row.sha256))
    throw new AppError('damaged', `The split that the run "${row.name}" was trained on is damaged in the database: its hash does not match. Launch the run again from its config to get it back.`);
  return {
    parameters: row.parameters,
    rows: { train: fromBytes(row.train), validation: fromBytes(row.validation), test: fromBytes(row.test) },
    classes: JSON.parse(row.classes) as string[],
    features: JSON.parse(row.features) as unknown,
  };
}

/** How many rows each part has, without reading them. */
export function rowCounts(db: Database, run: number): { train: number; validation: number; test: number } | null {
  return db.get(`SELECT length(train_rows) / 4 AS train, length(validation_rows) / 4 AS validation, length(test_rows) / 4 AS test
    FROM run_preparations WHERE run = ?`, run) ?? null;
}

/** Little-endian uint32. */
function toBytes(rows: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(rows.length * 4));
  rows.forEach((row, at) => view.setUint32(at * 4, row, true));
  return new Uint8Array(view.buffer);
}

function fromBytes(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength >> 2 }, (_, at) => view.getUint32(at * 4, true));
}

function hashOf(lists: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const list of lists) hash.update(toBytes(Uint32Array.of(list.byteLength / 4))).update(list);
  return hash.digest();
}
