import Sqlite from 'better-sqlite3';
import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { AppError } from '../../contract/errors.ts';

/**
 * Copies the whole database to `target` through SQLite's backup API and opens the copy to verify it.
 * The copy takes its name only when it is whole, and is one file without a write-ahead log beside it.
 * It is read by a connection of its own: one that is within a transaction that writes copies nothing.
 * Returns `target`; throws `damaged` where the copy cannot be trusted.
 */
export async function backUp(path: string, target: string): Promise<string> {
  const partial = `${target}.partial`;
  const source = new Sqlite(path, { fileMustExist: true });
  try {
    rmSync(partial, { force: true });
    closeSync(openSync(partial, 'wx', 0o600));
    await source.backup(partial, { progress: () => everyPage });
    verify(partial, source.pragma('user_version', { simple: true }) as number);
    renameSync(partial, target);
    return target;
  } finally {
    source.close();
    rmSync(partial, { force: true });
  }
}

/** pages a step: the source is locked meanwhile, so there is nobody to make room for */
const everyPage = 0x7fffffff;

function verify(path: string, format: number): void {
  const copy = new Sqlite(path, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
    const verdict = copy.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok' || copy.pragma('user_version', { simple: true }) !== format)
      throw new AppError('damaged', `The backup before the upgrade of the database is not whole (${String(verdict)}), so nothing was changed. Check the disk, or recover the file with the sqlite3 tool (\`.recover\`).`);
  } finally {
    copy.close();
  }
}
