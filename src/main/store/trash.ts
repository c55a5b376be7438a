import type { StoreContext } from './context.ts';
import type { Database } from './database.ts';
import type { EmptiedTrash, TrashSize } from '../../contract/trash.ts';
import { stagedContent } from './data-sets.ts';
import { nextRevision } from './revisions.ts';

/**
 * Deletes for good the runs in the trash that nobody trains, the data sets there that no run refers to any more, and the models there.
 * Each run is a transaction of its own, so that other processes write in between.
 */
export function emptyTrash({ db }: StoreContext): EmptiedTrash {
  const before = pages(db, 'page_count');
  const runs = db.all<{ key: number; id: string }>(`
    SELECT key, id FROM runs WHERE trashed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key)`)
    .filter(({ key, id }) => db.lazily(() => deleteRun(db, key, id))).length;
  const dataSets = db.durably(() => db.run(`
    DELETE FROM data_sets WHERE trashed_at IS NOT NULL AND content_sha256 <> '${stagedContent}' AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.data_set = data_sets.key)`));
  const models = db.durably(() => db.run('DELETE FROM models WHERE trashed_at IS NOT NULL'));
  db.exec('PRAGMA incremental_vacuum');
  const freed = Math.max(0, before - pages(db, 'page_count'));
  return { runs, dataSets, models, bytes: freed * pages(db, 'page_size') };
}

/** Bytes that a row takes in the file, about: a point, a link of the chain, all that a run has once. */
const perRow = { point: 22, link: 78, run: 6_000 };
/** A version of a model beside its weights: its config, columns and some rows. */
const perVersion = 8_000;

/** What `emptyTrash` would remove. Sizes come from rows and indexes, never from a blob, so that a full trash is told at once. */
export function trashSize({ db }: StoreContext): TrashSize {
  return db.consistently(() => {
    const leased = 'EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key)';
    const { runs, epochs } = db.get<{ runs: number; epochs: number }>(`
      SELECT count(*) AS runs, coalesce(sum(epochs), 0) AS epochs FROM runs WHERE trashed_at IS NOT NULL AND NOT ${leased}`)!;
    const { training } = db.get<{ training: number }>(`SELECT count(*) AS training FROM runs WHERE trashed_at IS NOT NULL AND ${leased}`)!;
    const gone = `(SELECT key FROM runs WHERE trashed_at IS NOT NULL AND NOT ${leased})`;
    const { points } = db.get<{ points: number }>(`
      SELECT coalesce(sum(runs.epochs), 0) AS points FROM runs JOIN summaries ON summaries.run = runs.key
      WHERE runs.key IN ${gone} AND EXISTS (SELECT 1 FROM points WHERE points.run = runs.key)`)!;
    const { snapshots } = db.get<{ snapshots: number }>(`SELECT coalesce(sum(snapshot_bytes), 0) AS snapshots FROM runs WHERE key IN ${gone}`)!;
    const { dataSets, columns } = db.get<{ dataSets: number; columns: number }>(`
      SELECT count(DISTINCT data_sets.key) AS dataSets, coalesce(sum(data_set_columns.raw_bytes), 0) AS columns
      FROM data_sets LEFT JOIN data_set_columns ON data_set_columns.data_set = data_sets.key
      WHERE trashed_at IS NOT NULL AND content_sha256 <> '${stagedContent}' AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.data_set = data_sets.key AND runs.key NOT IN ${gone})`)!;
    const { models, versions } = db.get<{ models: number; versions: number }>(`
      SELECT count(DISTINCT models.key) AS models, coalesce(sum(${perVersion} + weights_raw_bytes), 0) AS versions
      FROM models LEFT JOIN model_versions ON model_versions.model = models.key WHERE trashed_at IS NOT NULL`)!;
    const bytes = runs * perRow.run + points * perRow.point + epochs * perRow.link + snapshots + columns + versions;
    return { runs, dataSets, models, training, bytes: Math.min(bytes, pages(db, 'page_count') * pages(db, 'page_size')) };
  });
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
