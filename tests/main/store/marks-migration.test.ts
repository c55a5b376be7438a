import { expect, it } from 'vitest';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { openStore } from '../../../src/main/store/open.ts';
import Sqlite from 'better-sqlite3';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('runs from before there were marks have none, and colours of their own', async () => {
  const folder = temporaryFolder();
  const before = migrations.findIndex(({ name }) => name === 'marks-and-edits');
  (await openStore(databaseIn(folder), { migrations: migrations.slice(0, before) })).close();
  const raw = new Sqlite(databaseIn(folder));
  raw.exec(`INSERT INTO experiments (key, id, name, created_at) VALUES (1, 'e', 'Default', 0);
    INSERT INTO data_sets (key, id, name, content_sha256, row_count, column_count, built_in, source, notes, profile, options, created_at)
    VALUES (1, 'd', 'small', '', 1, 1, 0, '', '[]', '[]', '{}', 0);
    INSERT INTO runs (key, id, revision, name, status, experiment, data_set, arithmetic, snapshot_budget, created_at)
    VALUES (1, 'r1', 1, 'one', 'completed', 1, 1, '1', 0, 0), (2, 'r2', 2, 'two', 'completed', 1, 1, '1', 0, 1);
    INSERT INTO run_configs (run, config) VALUES (1, '{}'), (2, '{}');`);
  raw.close();

  const store = await testStore(folder);
  const [one, two] = [store.runs.row('r1'), store.runs.row('r2')];
  expect(one).toMatchObject({ name: 'one', starred: false, locked: false });
  expect(one.colour).not.toBe(two.colour);
  expect(store.edits.history(10)).toEqual({ undo: null, redo: null, entries: [] });
  store.edits.make(['r1'], { kind: 'star', on: true }, () => 'star');
  expect(store.runs.row('r1')).toMatchObject({ starred: true, colour: one.colour });
});
