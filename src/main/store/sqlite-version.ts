import Sqlite from 'better-sqlite3';

/** The version of SQLite that the store is built on. */
export function sqliteVersion(): string {
  const memory = new Sqlite(':memory:');
  try {
    return memory.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version ?? 'unknown';
  } finally {
    memory.close();
  }
}
