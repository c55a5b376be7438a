import Sqlite from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../contract/errors.ts';
import { backUp } from './backup.ts';
import { applicationId, refuseForeign } from './file.ts';
import type { Migration } from './migrations/migration.ts';
import { withoutSqlite } from './sqlite-errors.ts';
import { views } from './views.ts';

/**
 * Brings the file to the newest format. The write lock is taken first and held throughout, so that of several
 * processes one does the work and the others find it done, and so that the backup holds all that came before.
 * Returns the path of the backup, or null where there was nothing to migrate or to lose.
 */
export async function migrate(connection: Sqlite.Database, path: string, migrations: readonly Migration[], patienceMs: number): Promise<string | null> {
  if (formatOf(connection) === newest(migrations)) return null;
  try {
    await lock(connection, patienceMs);
    try {
      const backup = await migrateLocked(connection, path, migrations);
      connection.exec('COMMIT');
      return backup;
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  } catch (error) {
    throw withoutSqlite(error);
  }
}

/** Waits without blocking the process: the one that holds the lock may be waiting for its backup in this very process. */
async function lock(connection: Sqlite.Database, patienceMs: number): Promise<void> {
  const timeout = connection.pragma('busy_timeout', { simple: true }) as number;
  connection.pragma('busy_timeout = 0');
  try {
    for (let waited = 0; ; waited += pauseMs) {
      try {
        connection.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        const busy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
        if (!busy || waited >= patienceMs) throw error;
        await sleep(pauseMs);
      }
    }
  } finally {
    connection.pragma(`busy_timeout = ${timeout}`);
  }
}

const pauseMs = 20;

async function migrateLocked(connection: Sqlite.Database, path: string, migrations: readonly Migration[]): Promise<string | null> {
  refuseForeign(connection, path, newest(migrations));
  const from = formatOf(connection);
  const due = migrations.filter(({ version }) => version > from);
  if (due.length === 0) return null;
  const backup = from > 0 ? await backUp(path, `${path}.format-${from}.backup`) : null;
  for (const name of viewsOf(connection)) connection.exec(`DROP VIEW "${name.replaceAll('"', '""')}"`);
  for (const migration of due) apply(connection, migration);
  connection.exec(views);
  const broken = connection.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0)
    throw new AppError('damaged', `${path} could not be brought to the newest format: ${broken.length} of its rows refer to nothing. It was left as it was.`);
  return backup;
}

function apply(connection: Sqlite.Database, { sql, version, functions = {} }: Migration): void {
  for (const [name, work] of Object.entries(functions)) connection.function(name, { directOnly: true, deterministic: true }, (text) => work(text as string));
  connection.exec(sql);
  connection.pragma(`application_id = ${applicationId}`);
  connection.pragma(`user_version = ${version}`);
}

const viewsOf = (connection: Sqlite.Database) =>
  connection.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'view'`).pluck().all();

const formatOf = (connection: Sqlite.Database) => connection.pragma('user_version', { simple: true }) as number;

export const newest = (migrations: readonly Migration[]) => migrations.at(-1)?.version ?? 0;
