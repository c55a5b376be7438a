import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('runs from before the queue had an order wait as they were launched, and tell what they cost', async () => {
  const folder = temporaryFolder();
  const before = migrations.findIndex(({ name }) => name === 'queue');
  (await openStore(databaseIn(folder), { migrations: migrations.slice(0, before) })).close();
  const raw = new Sqlite(databaseIn(folder));
  raw.exec(`INSERT INTO experiments (key, id, name, created_at) VALUES (1, 'e', 'Default', 0);
    INSERT INTO data_sets (key, id, name, content_sha256, row_count, column_count, built_in, source, notes, profile, options, created_at)
    VALUES (1, 'd', 'small', '', 1, 1, 0, '', '[]', '[]', '[]', 0);
    INSERT INTO runs (key, id, revision, name, status, experiment, data_set, arithmetic, snapshot_budget, created_at, parameters, epochs, train_seconds)
    VALUES (1, 'r1', 1, 'one', 'queued', 1, 1, '1', 0, 0, NULL, 0, 0), (2, 'r2', 2, 'two', 'queued', 1, 1, '1', 0, 1, NULL, 0, 0),
      (3, 'r3', 3, 'done', 'completed', 1, 1, '1', 0, 2, 10, 5, 1.5);
    INSERT INTO run_configs (run, config) VALUES (1, '{}'), (2, '{}'), (3, '{"batchSize":32}');
    INSERT INTO run_preparations (run, classes, features, train_rows, validation_rows, test_rows, rows_sha256)
    VALUES (3, '[]', '{}', zeroblob(400), zeroblob(80), x'', x'');`);
  raw.close();

  const store = await testStore(folder);
  expect(store.queue.rows('queued', 10).map(({ name }) => name)).toEqual(['one', 'two']);
  store.queue.move(['r2'], 'r1');
  expect(store.queue.rows('queued', 10).map(({ name }) => name)).toEqual(['two', 'one']);
  expect(store.pastCosts('1')).toEqual([expect.objectContaining({ parameters: 10, epochs: 5, seconds: 1.5, batchSize: 32, trainRows: 100, validationRows: 20 })]);
});
