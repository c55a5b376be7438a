import Sqlite from 'better-sqlite3';

/** Answers, each time it is called, how many rows every table of the file has, through a connection of its own, as one text to compare. */
export function rowCounts(database: string): () => string {
  const connection = new Sqlite(database, { readonly: true });
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all() as string[];
  const statement = connection.prepare(`SELECT ${tables.map((name) => `'${name} ' || (SELECT count(*) FROM "${name}")`).join(" || ', ' || ")}`).pluck();
  return () => statement.get() as string;
}
