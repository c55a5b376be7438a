import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { runConfig } from '../../../src/contract/run-config.ts';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('knows the replicates among runs that are older than the column', async () => {
  const folder = temporaryFolder();
  const old = await testStore(folder, { migrations: migrations.filter(({ version }) => version < 4) });
  old.close();
  const raw = new Sqlite(databaseIn(folder));
  raw.exec(`INSERT INTO experiments VALUES (1, 'e', 'Default', 0);
    INSERT INTO data_sets (key, id, name, content_sha256, row_count, column_count, built_in, source, notes, profile, options, created_at)
    VALUES (1, 'd', 'small', 'c0', 3, 2, 0, 'small.csv', '[]', '[]', '{}', 0)`);
  const configs = [{ seed: 1 }, { seed: 2, name: 'other' }, { seed: 1, batchSize: 8 }].map((config) => runConfig.parse(config));
  for (const [at, config] of configs.entries()) {
    raw.prepare(`INSERT INTO runs (key, id, revision, name, status, experiment, data_set, arithmetic, snapshot_budget, created_at)
      VALUES (?, ?, ?, 'old', 'completed', 1, 1, 'x', 1, 1)`).run(at + 1, `run-${at}`, at + 1);
    raw.prepare('INSERT INTO run_configs VALUES (?, ?)').run(at + 1, JSON.stringify(config));
  }
  raw.close();
  await testStore(folder);
  const after = new Sqlite(databaseIn(folder), { readonly: true });
  const [first, second, third] = after.prepare('SELECT replicates FROM runs ORDER BY key').pluck().all();
  after.close();
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});
