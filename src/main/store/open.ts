import { v7 as uuidv7 } from 'uuid';
import { createCommands } from './commands.ts';
import type { StoreContext } from './context.ts';
import { createDataSets } from './data-sets.ts';
import { Database } from './database.ts';
import { createEdits } from './edits.ts';
import { createExperiments } from './experiments.ts';
import { createForks } from './forks.ts';
import { openFile } from './file.ts';
import { createLeases } from './leases.ts';
import { migrate, newest } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { readPastCosts } from './past-costs.ts';
import { createModels } from './models.ts';
import { createPoints } from './points.ts';
import { thisProcess, type ProcessIdentity } from './process-identity.ts';
import { createQueueOrder } from './queue-order.ts';
import { createRunRecords } from './run-records.ts';
import { createRuns } from './runs.ts';
import { createSavedViews } from './saved-views.ts';
import { createSettings } from './settings.ts';
import { createSnapshots } from './snapshots.ts';
import { emptyTrashInSlices, trashSize } from './trash.ts';
import type { Store } from './types/store.ts';

export interface OpenOptions {
  /** how long to wait for another process that is writing */
  busyTimeoutMs?: number;
  /** milliseconds since 1970 */
  now?: () => number;
  /** the process that is said to own what is trained through this store */
  process?: ProcessIdentity;
  /** another opening of this file in the same process, whose part this one takes; closing it gives none of its leases back */
  onBehalfOf?: string;
  migrations?: readonly Migration[];
}

/**
 * Opens the database at `path`, making it and its folder where they are missing, and brings it to the newest format.
 * Throws `notATrainyardFile`, `newerDatabase`, `unreadable`, `damaged`, `busy`.
 */
export async function openStore(path: string, options: OpenOptions = {}): Promise<Store> {
  const { busyTimeoutMs = 10_000, now = Date.now, process = thisProcess(), migrations = allMigrations, onBehalfOf } = options;
  const connection = openFile(path, { newestFormat: newest(migrations), busyTimeoutMs });
  try {
    await migrate(connection, path, migrations, Math.max(busyTimeoutMs, upgradePatienceMs));
    connection.pragma('foreign_keys = ON');
  } catch (error) {
    connection.close();
    throw error;
  }
  return composeStore(path, { db: new Database(connection, busyTimeoutMs), now, owner: { id: onBehalfOf ?? uuidv7(), process } }, onBehalfOf !== undefined);
}

/** An upgrade copies the whole file first, which takes longer than any other write. */
const upgradePatienceMs = 60_000;

function composeStore(path: string, context: StoreContext, borrowed: boolean): Store {
  const { db, owner } = context;
  const leases = createLeases(context);
  return {
    path,
    owner: owner.id,
    dataSets: createDataSets(context),
    experiments: createExperiments(context),
    runs: createRuns(context),
    edits: createEdits(context),
    points: createPoints(context),
    snapshots: createSnapshots(context),
    forks: createForks(context),
    records: createRunRecords(context),
    leases,
    commands: createCommands(context),
    settings: createSettings(context),
    views: createSavedViews(context),
    models: createModels(context),
    queue: createQueueOrder(context),
    pastCosts: (arithmetic) => readPastCosts(context, arithmetic),
    transaction: (work) => db.durably(work),
    dataVersion: () => db.tuples<[number]>('PRAGMA data_version')[0]![0],
    trashSize: () => trashSize(context),
    emptyTrash: () => atOnce(emptyTrashInSlices(context)),
    emptyTrashInSlices: () => emptyTrashInSlices(context),
    checkIntegrity: () => db.tuples<[string]>('PRAGMA integrity_check').map(([line]) => line).filter((line) => line !== 'ok'),
    close: () => {
      if (!db.isOpen) return;
      if (!borrowed) leases.releaseAll();
      db.close();
    },
  };
}

function atOnce<T>(slices: Generator<unknown, T>): T {
  for (let step = slices.next(); ; step = slices.next()) if (step.done) return step.value;
}
