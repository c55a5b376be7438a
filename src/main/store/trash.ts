import type { StoreContext } from './context.ts';
import type { Database } from './database.ts';
import { nextRevision } from './revisions.ts';

/**
 * Deletes for good the runs in the trash that nobody trains, and the data sets there that no run refers to any more.
 * Each run is a transaction of its own, so that other processes write in between.
 */
export function emptyTrash({ db }: StoreContext): { runs: number; bytes: number } {
  const before = pages(db, 'page_count');
  const runs = db.all<{ key: number; id: string }>(`
    SELECT key, id FROM runs WHERE trashed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key)`)
    .filter(({ key, id }) => db.lazily(() => deleteRun(db, key, id))).length;
  db.durably(() => db.run(`
    DELETE FROM data_sets WHERE trashed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.data_set = data_sets.key)`));
  db.exec('PRAGMA incremental_vacuum');
  const freed = Math.max(0, before - pages(db, 'page_count'));
  return { runs, bytes: freed * pages(db, 'page_size') };
}

/** False where it has been restored, or taken up, since it was listed. */
function deleteRun(db: Database, key: number, id: string): boolean {
  const deleted = db.run(`DELETE FROM runs WHERE key = ? AND trashed_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key)`, key);
  if (deleted > 0) db.run('INSERT INTO removed_runs (id, revision) VALUES (?, ?)', id, nextRevision(db));
  return deleted > 0;
}

const pages = (db: Database, pragma: 'page_count' | 'page_size'): number =>
  db.tuples<[number]>(`PRAGMA ${pragma}`)[0]![0];
