import Sqlite from 'better-sqlite3';
import { databaseIn } from './store.ts';

/** Bytes of a snapshot as they lie in the file: those of one epoch, within the row that has them. */
export interface StoredBytes {
  runId: string;
  epoch: number;
  column: 'weights' | 'state';
  bytes: Buffer;
  /** Puts others of the same length in their place. */
  put(bytes: Uint8Array): void;
}

interface Row {
  name: 'snapshots' | 'snapshot_batches';
  key: number;
  runId: string;
  first: number;
  last: number;
  bytes: Buffer;
}

/** All that would be read of stored snapshots; an epoch of a batch that has a row of its own is read from there. Ends with `close`. */
export function storedSnapshots(folder: string): { all: StoredBytes[]; close(): void } {
  const raw = new Sqlite(databaseIn(folder));
  const rowsOf = (column: 'weights' | 'state'): Row[] => raw.prepare<[], Row>(`
    SELECT 'snapshots' AS name, snapshots.key, runs.id AS runId, epoch AS first, epoch AS last, ${column} AS bytes
    FROM snapshots JOIN runs ON runs.key = snapshots.run WHERE ${column} IS NOT NULL`).all();
  const batches = raw.prepare<[], Row>(`
    SELECT 'snapshot_batches' AS name, snapshot_batches.key, runs.id AS runId, first_epoch AS first, last_epoch AS last, weights AS bytes
    FROM snapshot_batches JOIN runs ON runs.key = snapshot_batches.run`).all();
  const alone = rowsOf('weights');
  const seen = new Set(alone.map(({ runId, first }) => `${runId} ${first}`));
  const parts = ({ name, key, runId, first, last, bytes }: Row, column: 'weights' | 'state'): StoredBytes[] => {
    const length = bytes.length / (last - first + 1);
    return Array.from({ length: last - first + 1 }, (_, at) => ({
      runId, epoch: first + at, column, bytes: Buffer.from(bytes.subarray(at * length, (at + 1) * length)),
      put(changed: Uint8Array) {
        const whole = raw.prepare<[number], Buffer>(`SELECT ${column} FROM ${name} WHERE key = ?`).pluck().get(key)!;
        whole.set(changed, at * length);
        raw.prepare(`UPDATE ${name} SET ${column} = ? WHERE key = ?`).run(whole, key);
      },
    }));
  };
  return {
    all: [
      ...alone.flatMap((row) => parts(row, 'weights')),
      ...batches.flatMap((row) => parts(row, 'weights')).filter(({ runId, epoch }) => !seen.has(`${runId} ${epoch}`)),
      ...rowsOf('state').flatMap((row) => parts(row, 'state')),
    ],
    close: () => raw.close(),
  };
}

/** Changes one byte, or all of them, of what is stored of some epochs. */
export function damageStored(folder: string, column: 'weights' | 'state', which: (stored: StoredBytes) => boolean, damage: (bytes: Buffer) => Buffer): void {
  const { all, close } = storedSnapshots(folder);
  for (const stored of all) if (stored.column === column && which(stored)) stored.put(damage(stored.bytes));
  close();
}
