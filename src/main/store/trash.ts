import type { StoreContext } from './context.ts';
import type { Database } from './database.ts';
import type { EmptiedTrash, TrashSize } from '../../contract/trash.ts';
import { stagedContent } from './data-sets.ts';
import { nextRevision } from './revisions.ts';

/** Runs that are deleted in one transaction: as many as take `sliceMs`, and no more than can be told one by one. */
const runsAtFirst = 50;
const runsAtMost = 400;
const sliceMs = 150;
/** Pages that the file gives back in one transaction. */
const pagesAtOnce = 2000;
/** What a run has many rows of. Deleted for many runs at once they cost a third of what cascading from each run does. */
const manyRows = ['config_values', 'summaries', 'points', 'epochs', 'chain_links'];

/**
 * Deletes for good the runs in the trash that nobody trains, the data sets there that no run refers to any more, and the models there.
 * Yields between short transactions how many of the runs are done, so that others write in between; each leaves the file whole.
 */
export function* emptyTrashInSlices({ db }: StoreContext): Generator<TrashProgress, EmptiedTrash> {
  const before = pages(db, 'page_count');
  const listed = db.all<ListedRun>(`
    SELECT key, id FROM runs WHERE trashed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key) ORDER BY key`);
  let runs = 0;
  let atOnce = runsAtFirst;
  for (let done = 0; done < listed.length;) {
    const from = performance.now();
    const slice = listed.slice(done, done + atOnce);
    runs += db.lazily(() => deleteRuns(db, slice));
    done += slice.length;
    atOnce = Math.max(1, Math.min(runsAtMost, Math.round(atOnce * Math.min(2, sliceMs / (performance.now() - from)))));
    yield { done, total: listed.length };
  }
  const dataSets = db.durably(() => db.run(`
    DELETE FROM data_sets WHERE trashed_at IS NOT NULL AND content_sha256 <> '${stagedContent}' AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.data_set = data_sets.key)`));
  const models = db.durably(() => db.run('DELETE FROM models WHERE trashed_at IS NOT NULL'));
  while (pages(db, 'freelist_count') > 0) {
    const free = pages(db, 'freelist_count');
    db.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
    // A file that was made without the means to shrink keeps its pages.
    if (pages(db, 'freelist_count') >= free) break;
    yield { done: listed.length, total: listed.length };
  }
  const freed = Math.max(0, before - pages(db, 'page_count'));
  return { runs, dataSets, models, bytes: freed * pages(db, 'page_size') };
}

interface ListedRun {
  key: number;
  id: string;
}

export interface TrashProgress {
  done: number;
  total: number;
}

/** Leaves those that have been restored, or taken up, since they were listed. */
function deleteRuns(db: Database, listed: readonly ListedRun[]): number {
  const gone = db.all<ListedRun>(`SELECT key, id FROM runs WHERE key IN (SELECT value FROM json_each(?)) AND trashed_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key)`, JSON.stringify(listed.map(({ key }) => key)));
  const keys = JSON.stringify(gone.map(({ key }) => key));
  for (const table of manyRows) db.run(`DELETE FROM ${table} WHERE run IN (SELECT value FROM json_each(?))`, keys);
  db.run('DELETE FROM runs WHERE key IN (SELECT value FROM json_each(?))', keys);
  for (const { id } of gone) db.run('INSERT INTO removed_runs (id, revision) VALUES (?, ?)', id, nextRevision(db));
  return gone.length;
}

/** Bytes that a row takes in the file, about: a point, a link of the chain, all that a run has once. */
const perRow = { point: 22, link: 78, run: 6_000 };
/** A version of a model beside its weights: its config, columns and some rows. */
const perVersion = 8_000;

/** What emptying the trash would remove. Sizes come from rows and indexes, never from a blob, so that a full trash is told at once. */
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

const pages = (db: Database, pragma: 'page_count' | 'page_size' | 'freelist_count'): number =>
  db.tuples<[number]>(`PRAGMA ${pragma}`)[0]![0];
