import Sqlite from 'better-sqlite3';

export type BulkValue = number | string | null;

/**
 * A file that takes millions of rows at once: without journal, and with the indexes of these tables made at the end, which is
 * many times faster. What a crash leaves behind is of no use.
 */
export interface Bulk {
  readonly connection: Sqlite.Database;
  /** Inserts rows, several a statement. */
  table(name: string, columns: readonly string[]): BulkTable;
  /** Writes what is pending, makes the indexes, and leaves the file as the application wants it. */
  finish(): void;
  close(): void;
}

export interface BulkTable {
  /** `values` are those of one row, or of several one after the other. */
  add(...values: BulkValue[]): void;
}

const rowsAtOnce = 50;

export function openBulk(path: string, tables: readonly string[]): Bulk {
  const connection = new Sqlite(path);
  for (const pragma of ['journal_mode = DELETE', 'journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE', 'temp_store = MEMORY', 'cache_size = -262144', 'foreign_keys = OFF'])
    connection.pragma(pragma);
  const indexes = secondaryIndexes(connection, tables);
  connection.exec('BEGIN');
  for (const { name } of indexes) connection.exec(`DROP INDEX ${name}`);
  const flushes: (() => void)[] = [];

  return {
    connection,
    table(name, columns) {
      const rows = createRows(connection, name, columns);
      flushes.push(rows.flush);
      return rows;
    },
    finish() {
      for (const flush of flushes) flush();
      for (const { sql } of indexes) connection.exec(sql);
      connection.exec('COMMIT');
      connection.pragma('journal_mode = WAL');
    },
    close: () => void connection.close(),
  };
}

function createRows(connection: Sqlite.Database, name: string, columns: readonly string[]): BulkTable & { flush(): void } {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const insertOf = (rows: number) => connection.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`);
  const many = insertOf(rowsAtOnce);
  const step = rowsAtOnce * columns.length;
  let pending: BulkValue[] = [];
  return {
    add(...values) {
      for (const value of values) pending.push(value);
      while (pending.length >= step) many.run(pending.splice(0, step));
    },
    flush() {
      if (pending.length > 0) insertOf(pending.length / columns.length).run(pending);
      pending = [];
    },
  };
}

const secondaryIndexes = (connection: Sqlite.Database, tables: readonly string[]) => connection
  .prepare<[string], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?))`)
  .all(JSON.stringify(tables));
