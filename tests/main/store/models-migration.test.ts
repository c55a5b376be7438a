import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('a file of the format before keeps its runs, and has an empty shelf', async () => {
  const folder = temporaryFolder();
  const old = await testStore(folder, { migrations: migrations.filter(({ version }) => version < 6) });
  old.close();
  const raw = new Sqlite(databaseIn(folder));
  raw.exec(`INSERT INTO experiments VALUES (1, 'e', 'Default', 0);
    INSERT INTO data_sets (key, id, name, content_sha256, row_count, column_count, built_in, source, notes, profile, options, created_at)
    VALUES (1, 'd', 'small', 'c0', 3, 2, 0, 'small.csv', '[]', '[]', '{}', 0);
    INSERT INTO runs (key, id, revision, name, status, experiment, data_set, arithmetic, snapshot_budget, created_at)
    VALUES (1, 'run-old', 1, 'old', 'completed', 1, 1, 'x', 1, 1);
    INSERT INTO run_configs VALUES (1, '{}')`);
  raw.close();
  await testStore(folder);
  const now = new Sqlite(databaseIn(folder), { readonly: true });
  expect(now.prepare('SELECT name FROM runs').pluck().all()).toEqual(['old']);
  expect(now.prepare('SELECT (SELECT count(*) FROM models) + (SELECT count(*) FROM model_versions) + (SELECT count(*) FROM model_aliases)').pluck().get()).toBe(0);
  now.close();
});
