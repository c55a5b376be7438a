import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { fileBefore } from '../../support/old-file.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('a file of the format before keeps its runs, and has an empty shelf', async () => {
  const folder = temporaryFolder();
  await fileBefore(6, folder);
  await testStore(folder);
  const now = new Sqlite(databaseIn(folder), { readonly: true });
  expect(now.prepare('SELECT name FROM runs').pluck().all()).toEqual(['old']);
  expect(now.prepare('SELECT (SELECT count(*) FROM models) + (SELECT count(*) FROM model_versions) + (SELECT count(*) FROM model_aliases)').pluck().get()).toBe(0);
  now.close();
});
