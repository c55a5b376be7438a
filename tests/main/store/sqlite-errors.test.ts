import Sqlite from 'better-sqlite3';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../src/main/store/database.ts';
import { withoutSqlite } from '../../../src/main/store/sqlite-errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A file with one table, and a way to open it again. */
function fileWithTable(): { path: string; open(options?: Sqlite.Options): Sqlite.Database } {
  const path = join(temporaryFolder(), 'some.db');
  const made = new Sqlite(path);
  made.exec('CREATE TABLE kept (bytes BLOB)');
  made.close();
  return { path, open: (options) => new Sqlite(path, options) };
}

describe('what SQLite reports becomes a sentence with a way out:', () => {
  it('a full disk, with nothing changed', () => {
    const raw = fileWithTable().open();
    raw.pragma('max_page_count = 10');
    const db = new Database(raw);
    expect(() => db.durably(() => {
      db.run('INSERT INTO kept VALUES (?)', new Uint8Array(10));
      db.run('INSERT INTO kept VALUES (?)', new Uint8Array(100_000));
    })).toThrow(expect.objectContaining({ code: 'tooLarge', message: expect.stringMatching(/disk .* is full; nothing was changed/) }));
    expect(db.get('SELECT count(*) AS count FROM kept')).toEqual({ count: 0 });
    db.close();
  });

  it('a file that cannot be written', () => {
    const db = new Database(fileWithTable().open({ readonly: true }));
    expect(() => db.run('INSERT INTO kept VALUES (NULL)')).toThrow(expect.objectContaining({ code: 'unreadable', message: expect.stringMatching(/read-only/) }));
    db.close();
  });

  it('another process that writes for too long', () => {
    const file = fileWithTable();
    const [first, second] = [file.open(), file.open({ timeout: 1 })];
    first.exec('BEGIN IMMEDIATE');
    const db = new Database(second);
    expect(() => db.durably(() => 1)).toThrow(expect.objectContaining({ code: 'busy', message: expect.stringMatching(/Another process is writing/) }));
    first.exec('ROLLBACK');
    expect(db.durably(() => 1)).toBe(1);
    first.close();
    db.close();
  });

  it('after as much patience as it was given, while what is busy in the middle of its work is not done twice', () => {
    const file = fileWithTable();
    const [first, second] = [file.open(), file.open({ timeout: 1 })];
    const db = new Database(second, 100);
    first.exec('BEGIN IMMEDIATE');
    let times = 0;
    expect(() => db.durably(() => times++)).toThrow(expect.objectContaining({ code: 'busy' }));
    expect(times).toBe(0);
    first.exec('ROLLBACK');
    expect(() => db.durably(() => {
      times++;
      throw new Sqlite.SqliteError('busy', 'SQLITE_BUSY');
    })).toThrow(expect.objectContaining({ code: 'busy' }));
    expect(times).toBe(1);
    first.close();
    db.close();
  });

  it('not at all where its turn comes while it waits', async () => {
    const file = fileWithTable();
    const db = new Database(file.open(), 60_000);
    // This thread stands still while it waits, so another one has to let go.
    const other = new Worker(`
      const { parentPort, workerData } = require('node:worker_threads');
      const held = new (require('better-sqlite3'))(workerData);
      held.exec('BEGIN IMMEDIATE');
      parentPort.postMessage('held');
      setTimeout(() => held.close(), 50);`, { eval: true, workerData: file.path });
    await once(other, 'message');
    expect(db.durably(() => db.run('INSERT INTO kept VALUES (NULL)'))).toBe(1);
    await once(other, 'exit');
    db.close();
  });

  it('anything else, without a stack', () => {
    const db = new Database(fileWithTable().open());
    expect(() => db.run('INSERT INTO nowhere VALUES (1)')).toThrow(expect.objectContaining({ name: 'AppError', code: 'internal' }));
    db.close();
  });
});

it('what SQLite did not throw stays what it is', () => {
  const error = new Error('mine');
  expect(withoutSqlite(error)).toBe(error);
});
