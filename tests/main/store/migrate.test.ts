import Sqlite from 'better-sqlite3';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import type { Migration } from '../../../src/main/store/migrations/migration.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { addRun, databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

const newestFormat = migrations.length;
const next = (sql: string): Migration[] => [...migrations, { version: newestFormat + 1, name: 'next', sql }];
const addsShelf = next(`ALTER TABLE runs ADD COLUMN shelf TEXT NOT NULL DEFAULT 'top'`);
const backupOf = (folder: string) => `${databaseIn(folder)}.format-${newestFormat}.backup`;

/** A closed database of the present format with one run in it. */
async function folderWithRun(): Promise<string> {
  const folder = temporaryFolder();
  const store = await openStore(databaseIn(folder));
  addRun(store, { name: 'old' });
  store.close();
  return folder;
}

function ask(path: string, sql: string): unknown {
  const raw = new Sqlite(path, { fileMustExist: true });
  try {
    return raw.prepare(sql).pluck().get();
  } finally {
    raw.close();
  }
}

describe('migrations', () => {
  it('are numbered from 1 without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
  });

  it('make a new file without a backup', async () => {
    const folder = temporaryFolder();
    await testStore(folder, { migrations: addsShelf });
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });

  it('keep the old data and raise the format', async () => {
    const folder = await folderWithRun();
    const store = await testStore(folder, { migrations: addsShelf });
    expect(store.runs.list({}).rows.map(({ name }) => name)).toEqual(['old']);
    expect(ask(databaseIn(folder), 'SELECT shelf FROM runs')).toBe('top');
    expect(ask(databaseIn(folder), 'SELECT user_version FROM pragma_user_version')).toBe(newestFormat + 1);
  });

  it('may rebuild a table that others refer to', async () => {
    const folder = await folderWithRun();
    const store = await testStore(folder, { migrations: next(`
      CREATE TABLE fresh (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL) STRICT;
      INSERT INTO fresh SELECT * FROM experiments;
      DROP TABLE experiments;
      ALTER TABLE fresh RENAME TO experiments;`) });
    expect(store.runs.list({}).rows.map(({ experiment }) => experiment)).toEqual(['Default']);
  });
});

describe('the backup before a migration', () => {
  it('holds the old format with all of its data, in one file that nobody else can read', async () => {
    const folder = await folderWithRun();
    await testStore(folder, { migrations: addsShelf });
    expect(ask(backupOf(folder), 'SELECT user_version FROM pragma_user_version')).toBe(newestFormat);
    expect(ask(backupOf(folder), 'SELECT name FROM runs')).toBe('old');
    if (process.platform !== 'win32') expect(statSync(backupOf(folder)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('can be opened in place of the migrated file', async () => {
    const folder = await folderWithRun();
    await testStore(folder, { migrations: addsShelf });
    const backup = await openStore(backupOf(folder));
    expect(backup.runs.list({}).total).toBe(1);
    backup.close();
  });

  it('is made once where two openings find the same old file', async () => {
    const folder = await folderWithRun();
    const [one, other] = await Promise.all([1, 2].map(() => testStore(folder, { migrations: addsShelf })));
    expect([one!.runs.list({}).total, other!.runs.list({}).total]).toEqual([1, 1]);
  });
});

describe('a migration that fails', () => {
  it('leaves the file as it was, with its backup beside it', async () => {
    const folder = await folderWithRun();
    await expect(openStore(databaseIn(folder), { migrations: next('DELETE FROM runs; SELECT nonsense FROM nowhere;') })).rejects.toThrow();
    expect(ask(databaseIn(folder), 'SELECT user_version FROM pragma_user_version')).toBe(newestFormat);
    expect((await testStore(folder)).runs.list({}).total).toBe(1);
    expect(existsSync(backupOf(folder))).toBe(true);
  });

  it('is one that leaves rows referring to nothing', async () => {
    const folder = await folderWithRun();
    await expect(openStore(databaseIn(folder), { migrations: next('DELETE FROM experiments') }))
      .rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('left as it was') });
    expect((await testStore(folder)).experiments.list()).toHaveLength(1);
  });
});
