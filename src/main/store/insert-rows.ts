import type { Database, SqlValue } from './database.ts';

/** Several rows a statement cost about half of what as many statements cost; more than these gain nothing. */
const rowsAtOnce = 20;

/**
 * An insert of many rows: the returned function takes their values one row after the other.
 * `onConflict` says what becomes of a row that is there already.
 */
export function rowInsert(table: string, columns: string[], onConflict: string): (db: Database, values: SqlValue[]) => void {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const statements = Array.from({ length: rowsAtOnce + 1 }, (_, rows) =>
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')} ON CONFLICT ${onConflict}`);
  const step = rowsAtOnce * columns.length;
  return (db, values) => {
    for (let from = 0; from < values.length; from += step) {
      const some = values.slice(from, from + step);
      db.run(statements[some.length / columns.length]!, ...some);
    }
  };
}
