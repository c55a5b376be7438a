/**
 * What is wrong with a file, a table or what is asked of it. The message is a whole sentence for a person;
 * the rest says where: line of the file (from 1), column by name, field of the config or of the import options.
 */
export class DataError extends Error {
  readonly line: number | undefined;
  readonly column: string | undefined;
  readonly field: string | undefined;

  constructor(message: string, where: { line?: number; column?: string; field?: string } = {}) {
    super(message);
    this.name = 'DataError';
    this.line = where.line;
    this.column = where.column;
    this.field = where.field;
  }
}

const shownCharacters = 40;

/** Foreign text as it may stand in a message: quoted, on one line, and short. */
export function quote(text: string): string {
  return JSON.stringify(text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text);
}

/** The first few of a list of names, quoted, and how many more there are. */
export function quoteList(names: readonly string[], shown = 10): string {
  const listed = names.slice(0, shown).map(quote).join(', ');
  return names.length > shown ? `${listed} and ${names.length - shown} more` : listed;
}
