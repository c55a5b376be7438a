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
      db.runWith(statements[some.length / columns.length]!, some);
    }
  };
}

/** Rows of one statement, largest first: any number of rows is made of few of them, and each is prepared once. */
const seriesSizes = [128, 64, 32, 16, 8, 4, 2, 1];

/**
 * An insert of rows that have the first `common` columns in common, then a number that rises by one from row to row, then
 * `between` (an expression), then a value each. A row that is there already is replaced, so the table must have no other key.
 */
export function seriesInsert(
  table: string, columns: string[], { common, between }: { common: number; between: string },
): (db: Database, shared: number[], first: number, values: readonly number[]) => void {
  const names = Array.from({ length: common }, (_, at) => `c${at}`);
  const statements = seriesSizes.map((rows) => `
    INSERT OR REPLACE INTO ${table} (${columns.join(', ')})
    SELECT ${names.map((name) => `shared.${name}`).join(', ')}, shared.first + column1, ${between}, column2
    FROM (SELECT ${names.map((name) => `? AS ${name}`).join(', ')}, ? AS first) AS shared
    CROSS JOIN (VALUES ${Array.from({ length: rows }, (_, at) => `(${at}, ?)`).join(', ')})`);
  return (db, shared, first, values) => {
    let from = 0;
    seriesSizes.forEach((rows, at) => {
      for (; values.length - from >= rows; from += rows) db.runWith(statements[at]!, [...shared, first + from, ...values.slice(from, from + rows)]);
    });
  };
}
