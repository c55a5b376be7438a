import Sqlite from 'better-sqlite3';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { withoutSqlite } from './sqlite-errors.ts';

/** `TRYD` in ASCII, in the header of every file that is ours. */
export const applicationId = 0x54525944;

/**
 * Opens the file as this application's, making it where it is missing, readable by its owner alone.
 * Nothing of a file that is not ours is changed.
 * Throws `notATrainyardFile`, `newerDatabase`, `unreadable`, `busy`.
 */
export function openFile(path: string, options: { newestFormat: number; busyTimeoutMs: number }): Sqlite.Database {
  const file = checkedPath(path);
  createPrivately(file);
  let connection: Sqlite.Database | undefined;
  try {
    connection = new Sqlite(file, { timeout: options.busyTimeoutMs });
    refuseForeign(connection, path, options.newestFormat);
    configure(connection, options.busyTimeoutMs);
    return connection;
  } catch (error) {
    connection?.close();
    throw withoutSqlite(error);
  }
}

/** Throws where the file belongs to another application or to a newer version of this one. */
export function refuseForeign(connection: Sqlite.Database, path: string, newestFormat: number): void {
  const { application, format, objects } = connection.prepare<[], { application: number; format: number; objects: number }>(`
    SELECT (SELECT application_id FROM pragma_application_id) AS application,
      (SELECT user_version FROM pragma_user_version) AS format,
      (SELECT count(*) FROM sqlite_schema) AS objects`).get()!;
  const untouched = application === 0 && format === 0 && objects === 0;
  if (!untouched && application !== applicationId)
    throw new AppError('notATrainyardFile', `${path} is a database of another application. Choose a file that Trainyard has made, or a new name.`);
  if (format > newestFormat)
    throw new AppError('newerDatabase', `${path} was written by a newer Trainyard: its format is ${format}, this version reads up to ${newestFormat}. Update Trainyard, or choose another file.`);
}

/** An absolute path that SQLite takes as it is: no URI, no special name, no white space that would be cut off. */
function checkedPath(path: string): string {
  const file = resolve(path);
  if (path === '' || file !== file.trim() || file.includes('\0'))
    throw new AppError('invalidInput', 'The name of the database file is empty, ends with a space or holds a forbidden character. Choose another name.');
  return file;
}

/** SQLite gives its `-wal` and `-shm` files the mode of the database, so the file must have it before they exist. */
function createPrivately(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'EISDIR') return;
    throw unusable(file, code);
  }
}

function unusable(file: string, code: string | undefined): AppError {
  if (code === 'ENOSPC') return new AppError('tooLarge', `There is no space left for ${file}. Free some space or choose another file.`);
  if (code === 'EROFS') return new AppError('unreadable', `${file} is on a read-only disk. Choose a file on another one.`);
  if (code === 'EACCES' || code === 'EPERM') return new AppError('unreadable', `You may not write to ${file}. Choose a file in a folder of your own.`);
  return new AppError('unreadable', `${file} cannot be made (${code ?? 'unknown error'}). Check the path or choose another file.`);
}

function configure(connection: Sqlite.Database, busyTimeoutMs: number): void {
  connection.pragma('trusted_schema = OFF');
  // Off until the file has the newest format: a migration may have to rebuild a table that others refer to.
  connection.pragma('foreign_keys = OFF');
  connection.pragma('cache_size = -65536');
  connection.pragma('temp_store = MEMORY');
  connection.pragma('journal_size_limit = 16777216');
  connection.pragma('wal_autocheckpoint = 4000');
  if (connection.pragma('page_count', { simple: true }) === 0) connection.pragma('auto_vacuum = INCREMENTAL');
  enterWal(connection, busyTimeoutMs);
}

/** SQLite answers "busy" at once, without waiting, where two connections turn a new file to WAL in the same moment. */
function enterWal(connection: Sqlite.Database, patienceMs: number): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += 10) {
    try {
      connection.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || waited >= patienceMs) throw error;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}
