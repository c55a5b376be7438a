import { DataError, quote } from '../errors.ts';

/** In UTF-16 units. A longer one is a sign that the header, or the delimiter, was taken for something else. */
export const longestColumnName = 1000;

/** Names for `count` columns: `column_1`, `column_2` … */
export function numberedNames(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `column_${at + 1}`);
}

/**
 * Trims the cells of a header and gives a name to those that are empty. Throws where two columns have the same name, or one is too long.
 * Returns the names, and which places (from 0) were named here.
 */
export function headerNames(cells: readonly string[], fileName: string, line: number): { names: string[]; invented: number[] } {
  const given = cells.map((cell) => cell.trim());
  const long = given.findIndex((name) => name.length > longestColumnName);
  if (long >= 0) {
    throw new DataError(
      `${fileName}, line ${line}: the name of column ${long + 1} is ${given[long]!.length} characters long, more than ${longestColumnName}. Shorten it, or check the delimiter and the header.`,
      { line, field: 'header' },
    );
  }
  const firstPlace = new Map<string, number>();
  given.forEach((name, at) => {
    if (name === '') return;
    const before = firstPlace.get(name);
    if (before !== undefined) {
      throw new DataError(
        `${fileName}, line ${line}: columns ${before + 1} and ${at + 1} are both called ${quote(name)}. Give each column a name of its own.`,
        { line, column: name },
      );
    }
    firstPlace.set(name, at);
  });
  const invented = given.flatMap((name, at) => (name === '' ? [at] : []));
  return { names: given.map((name, at) => (name === '' ? freeName(`column_${at + 1}`, firstPlace) : name)), invented };
}

function freeName(wish: string, taken: ReadonlyMap<string, number>): string {
  let name = wish;
  for (let again = 2; taken.has(name); again++) name = `${wish}_${again}`;
  return name;
}
