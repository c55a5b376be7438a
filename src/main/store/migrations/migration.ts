/** One step from a format of the file to the next. It runs once, in a transaction, and is never edited after a release. */
export interface Migration {
  /** the format that the file has afterwards: `user_version` */
  version: number;
  name: string;
  sql: string;
  /** what its SQL may call besides what SQLite has, on text that is never NULL */
  functions?: Record<string, (text: string) => string | null>;
}
