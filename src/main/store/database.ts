import Sqlite from 'better-sqlite3';
import { withoutSqlite } from './sqlite-errors.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;

/**
 * A connection: statements are prepared once by their text, transactions say how durable they are,
 * and whatever SQLite throws leaves as an `AppError`. Every value goes in as a parameter.
 */
export class Database {
  readonly #connection: Sqlite.Database;
  readonly #statements = new Map<string, Sqlite.Statement<[SqlValue[]]>>();
  readonly #transaction: Sqlite.Transaction<(work: () => unknown) => unknown>;
  #synchronous: 'FULL' | 'NORMAL' | null = null;

  readonly #patienceMs: number;

  /** `patienceMs`: how long to wait for others that write. */
  constructor(connection: Sqlite.Database, patienceMs = 0) {
    this.#connection = connection;
    this.#patienceMs = patienceMs;
    if (patienceMs > 0) connection.pragma(`busy_timeout = ${Math.min(patienceMs, askAgainMs)}`);
    this.#transaction = connection.transaction((work: () => unknown) => work());
  }

  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#inTurn(() => this.#prepare(sql).get(values) as Row | undefined);
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#inTurn(() => this.#prepare(sql).all(values) as Row[]);
  }

  /** Rows as arrays: for many rows, at a fraction of the cost. */
  tuples<Row extends unknown[]>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#inTurn(() => this.#prepare(sql, 'tuples').all(values) as Row[]);
  }

  /** The first column alone: the cheapest way to read many numbers. */
  column<Value>(sql: string, ...values: SqlValue[]): Value[] {
    return this.#inTurn(() => this.#prepare(sql, 'column').all(values) as Value[]);
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.runWith(sql, values);
  }

  /** As `run`, for values that are in a list already. */
  runWith(sql: string, values: SqlValue[]): number {
    return this.#inTurn(() => this.#prepare(sql).run(values).changes);
  }

  /** Inserts one row and returns its key. */
  insert(sql: string, ...values: SqlValue[]): number {
    return this.#inTurn(() => Number(this.#prepare(sql).run(values).lastInsertRowid));
  }

  /** To its very end, where `run` takes one step: pragmas that work page by page. */
  exec(sql: string): void {
    this.#inTurn(() => this.#connection.exec(sql));
  }

  /**
   * A transaction that is on the disk when this returns. Inside of another one it is a part of that: where it fails, all of it
   * has to. A savepoint for each would copy every page that is touched.
   */
  durably<T>(work: () => T): T {
    return this.#write('FULL', work);
  }

  /** A transaction that a power failure may undo, never tear. Inside of another one it is as durable as that. */
  lazily<T>(work: () => T): T {
    return this.#write('NORMAL', work);
  }

  /** Reads that all see one state of the file. */
  consistently<T>(work: () => T): T {
    return guarded(() => (this.#connection.inTransaction ? work() : this.#transaction.deferred(work) as T));
  }

  get isOpen(): boolean {
    return this.#connection.open;
  }

  close(): void {
    this.#statements.clear();
    guarded(() => this.#connection.close());
  }

  #write<T>(synchronous: 'FULL' | 'NORMAL', work: () => T): T {
    return guarded(() => {
      if (this.#connection.inTransaction) return work();
      if (this.#synchronous !== synchronous) {
        this.#connection.pragma(`synchronous = ${synchronous}`);
        this.#synchronous = synchronous;
      }
      let begun = false;
      const noting = () => {
        begun = true;
        return work();
      };
      return this.#patiently(() => this.#transaction.immediate(noting) as T, () => !begun);
    });
  }

  /** One statement: outside of a transaction it is done whole or not at all. */
  #inTurn<T>(work: () => T): T {
    return guarded(() => this.#patiently(work, () => !this.#connection.inTransaction));
  }

  /**
   * Asks again and again while another connection writes. SQLite's own waiting soon asks ten times a second and no more: between
   * others that write one transaction after the other it found its turn after seconds, or never.
   */
  #patiently<T>(work: () => T, untouched: () => boolean): T {
    const askedAt = performance.now();
    for (;;) {
      try {
        return work();
      } catch (error) {
        const busy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
        if (!busy || !untouched() || performance.now() - askedAt >= this.#patienceMs) throw error;
      }
    }
  }

  #prepare(sql: string, shape: 'objects' | 'tuples' | 'column' = 'objects'): Sqlite.Statement<[SqlValue[]]> {
    const name = shape === 'objects' ? sql : `${shape}:${sql}`;
    const cached = this.#statements.get(name);
    if (cached) return cached;
    const statement = this.#connection.prepare<[SqlValue[]]>(sql);
    if (shape === 'tuples') statement.raw(true);
    if (shape === 'column') statement.pluck(true);
    // Filters make statements without end. The oldest is a good enough choice: what is used is soon prepared again.
    if (this.#statements.size >= mostStatements) this.#statements.delete(this.#statements.keys().next().value!);
    this.#statements.set(name, statement);
    return statement;
  }
}

const mostStatements = 500;
/** SQLite's own waiting, which sleeps for a millisecond, then two, then five. */
const askAgainMs = 8;

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withoutSqlite(error);
  }
}
