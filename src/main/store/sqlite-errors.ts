import Sqlite from 'better-sqlite3';
import { AppError } from '../../contract/errors.ts';

/** What SQLite reports, as a sentence with a way out. What it did not throw is returned as it is. */
export function withoutSqlite(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const kind = /^SQLITE_[A-Z]+/.exec(error.code)?.[0] ?? error.code;
  const known = sentences[kind];
  return known ? new AppError(...known) : new AppError('internal', `The database refused a statement: ${error.message}`);
}

/** The codes of SQLite without their extensions (`SQLITE_BUSY_SNAPSHOT` is `SQLITE_BUSY`). */
const sentences: Record<string, ConstructorParameters<typeof AppError>> = {
  SQLITE_BUSY: ['busy', 'Another process is writing to the database and did not finish in time. Try again in a moment.'],
  SQLITE_LOCKED: ['busy', 'Another part of the application holds the database. Try again in a moment.'],
  SQLITE_FULL: ['tooLarge', 'The disk that holds the database is full; nothing was changed. Free some space and try again.'],
  SQLITE_IOERR: ['unreadable', 'The disk that holds the database reports an error. Check the disk and its free space, then try again.'],
  SQLITE_READONLY: ['unreadable', 'The database cannot be written: the file, its folder or its disk is read-only. Make it writable or choose another file.'],
  SQLITE_CANTOPEN: ['unreadable', 'The database cannot be opened. Check that its folder exists and that you may read and write there, or choose another file.'],
  SQLITE_PERM: ['unreadable', 'The system does not allow access to the database. Check the permissions of the file and its folder.'],
  SQLITE_AUTH: ['unreadable', 'The system does not allow access to the database. Check the permissions of the file and its folder.'],
  SQLITE_NOTADB: ['notATrainyardFile', 'This file is no SQLite database. Choose a file that Trainyard has made, or a new name.'],
  SQLITE_CORRUPT: ['damaged', 'The database file is damaged. Restore it from a backup, or recover it with the sqlite3 tool (`.recover`).'],
  SQLITE_TOOBIG: ['tooLarge', 'A value is larger than the database can hold (1 GB).'],
};
