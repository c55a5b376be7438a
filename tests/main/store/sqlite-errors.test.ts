import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../src/main/store/database.ts';
import { withoutSqlite } from '../../../src/main/store/sqlite-errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A file with one table, and a way to open it again. */
function fileWithTable(): { open(options?: Sqlite.Options): Sqlite.Database } {
  const path = join(temporaryFolder(), 'some.db');
  const made = new Sqlite(path);
  made.exec('CREATE TABLE kept (bytes BLOB)');
  made.close();
  return { open: (options) => new Sqlite(path, options) };
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
