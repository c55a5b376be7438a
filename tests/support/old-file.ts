import Sqlite from 'better-sqlite3';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { databaseIn } from './store.ts';
import { testStore } from './test-store.ts';

/** A database of the format before `version`, with one completed run `run-old`, called "old". */
export async function fileBefore(version: number, folder: string): Promise<void> {
  (await testStore(folder, { migrations: migrations.filter((one) => one.version < version) })).close();
  const raw = new Sqlite(databaseIn(folder));
  raw.exec(`INSERT INTO experiments VALUES (1, 'e', 'Default', 0);
    INSERT INTO data_sets (key, id, name, content_sha256, row_count, column_count, built_in, source, notes, profile, options, created_at)
    VALUES (1, 'd', 'small', 'c0', 3, 2, 0, 'small.csv', '[]', '[]', '{}', 0);
    INSERT INTO runs (key, id, revision, name, status, experiment, data_set, arithmetic, snapshot_budget, created_at)
    VALUES (1, 'run-old', 1, 'old', 'completed', 1, 1, 'x', 1, 1);
    INSERT INTO run_configs VALUES (1, '{}')`);
  raw.close();
}
