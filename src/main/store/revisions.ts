import type { Database } from './database.ts';

/**
 * One counter for the whole file. It moves inside of the transaction that writes, and SQLite lets one write at a
 * time, so revisions become visible in their order and a reader that remembers the last one misses nothing.
 */
export function nextRevision(db: Database): number {
  return db.get<{ revision: number }>('UPDATE store_state SET revision = revision + 1 WHERE id = 1 RETURNING revision')!.revision;
}

export function currentRevision(db: Database): number {
  return db.get<{ revision: number }>('SELECT revision FROM store_state WHERE id = 1')!.revision;
}

/** Marks the run as changed, for whoever watches. */
export function touchRun(db: Database, run: number): void {
  db.run('UPDATE runs SET revision = ? WHERE key = ?', nextRevision(db), run);
}
