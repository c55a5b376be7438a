import Sqlite from 'better-sqlite3';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';
import { outputOf, startChild } from '../../support/child.ts';
import { addRun, databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

const opener = new URL('./processes/open-and-add.ts', import.meta.url);

describe('opening a database', () => {
  it('makes the file and the folders above it', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    await testStore(folder);
    expect(existsSync(databaseIn(folder))).toBe(true);
  });

  it.runIf(process.platform !== 'win32')('makes files that nobody else can read', async () => {
    const folder = temporaryFolder();
    addRun(await testStore(folder));
    const modes = ['', '-wal', '-shm'].map((suffix) => statSync(databaseIn(folder) + suffix).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  it('finds again what was stored', async () => {
    const folder = temporaryFolder();
    const first = await openStore(databaseIn(folder));
    const { id } = addRun(first, { name: 'kept' });
    first.close();
    expect((await testStore(folder)).runs.row(id).name).toBe('kept');
  });

  it('marks the file as its own, and every table as strict', async () => {
    const folder = temporaryFolder();
    await testStore(folder);
    const raw = new Sqlite(databaseIn(folder), { readonly: true });
    const loose = raw.prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`).all();
    expect([raw.pragma('application_id', { simple: true }), raw.pragma('journal_mode', { simple: true }), loose]).toEqual([0x54525944, 'wal', []]);
    raw.close();
  });

  it('works for two processes that make the same file in the same moment', async () => {
    const path = databaseIn(temporaryFolder());
    await Promise.all([1, 2, 3].map((name) => outputOf(startChild(opener, [path, String(name)]))));
    const store = await openStore(path);
    expect(store.runs.list({ sort: 'name' }).rows.map(({ name }) => name)).toEqual(['1', '2', '3']);
    store.close();
  });

  it('works twice at once within one process', async () => {
    const folder = temporaryFolder();
    const [one, other] = await Promise.all([testStore(folder), testStore(folder)]);
    addRun(one, { name: 'shared' });
    expect(other.runs.list({}).rows.map(({ name }) => name)).toEqual(['shared']);
  });

  it('reports a sound file as sound', async () => {
    expect((await testStore()).checkIntegrity()).toEqual([]);
  });
});

describe('opening refuses', () => {
  it('a database of another application, and leaves it as it was', async () => {
    const path = databaseIn(temporaryFolder());
    const foreign = new Sqlite(path);
    foreign.exec('CREATE TABLE theirs (a)');
    foreign.close();
    const before = readFileSync(path);
    await expect(openStore(path)).rejects.toMatchObject({ code: 'notATrainyardFile', message: expect.stringContaining('another application') });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a file that is no database, and leaves it as it was', async () => {
    const path = databaseIn(temporaryFolder());
    writeFileSync(path, 'a letter to a friend, longer than the header of a database would be, so that there is something to look at');
    await expect(openStore(path)).rejects.toMatchObject({ code: 'notATrainyardFile' });
    expect(readFileSync(path, 'utf8')).toMatch(/^a letter/);
  });

  it('a newer file, naming both formats and the way out', async () => {
    const folder = temporaryFolder();
    (await openStore(databaseIn(folder))).close();
    const raw = new Sqlite(databaseIn(folder));
    raw.pragma('user_version = 99');
    raw.close();
    await expect(openStore(databaseIn(folder))).rejects.toMatchObject({ code: 'newerDatabase', message: expect.stringMatching(/its format is 99, this version reads up to \d+\. Update Trainyard/) });
  });

  it('a folder, and a path through a file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    writeFileSync(join(folder, 'file'), '');
    await expect(openStore(join(folder, 'taken'))).rejects.toMatchObject({ code: 'unreadable' });
    await expect(openStore(join(folder, 'file', 'x.db'))).rejects.toMatchObject({ code: 'unreadable', message: expect.stringContaining('Check that its folder exists') });
  });

  it('names that SQLite would read as something else', async () => {
    for (const name of ['', 'ends with a space.db ', 'a\0b'])
      await expect(openStore(name)).rejects.toMatchObject({ code: 'invalidInput' });
  });
});
