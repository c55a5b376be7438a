import { DataError } from '../errors.ts';

/** In UTF-16 units. A longer one is a sign that the header, or the delimiter, was taken for something else. */
export const longestColumnName = 1000;

/** Names for `count` columns: `column_1`, `column_2` … */
export function numberedNames(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `column_${at + 1}`);
}

/**
 * Trims the cells of a header, gives a name to those that are empty, and another one to those whose name an earlier column has.
 * Throws where a name is too long. Returns the names, and which places (from 0) were named or renamed here.
 */
export function headerNames(cells: readonly string[], fileName: string, line: number): { names: string[]; invented: number[]; renamed: number[] } {
  const given = cells.map((cell) => cell.trim());
  const long = given.findIndex((name) => name.length > longestColumnName);
  if (long >= 0) {
    throw new DataError(
      `${fileName}, line ${line}: the name of column ${long + 1} is ${given[long]!.length} characters long, more than ${longestColumnName}. Shorten it, or check the delimiter and the header.`,
      { line, field: 'header' },
    );
  }
  const taken = new Set(given);
  const seen = new Set<string>();
  const invented: number[] = [];
  const renamed: number[] = [];
  const names = given.map((name, at) => {
    if (name !== '' && !seen.has(name)) {
      seen.add(name);
      return name;
    }
    (name === '' ? invented : renamed).push(at);
    const free = freeName(name === '' ? `column_${at + 1}` : name, taken);
    taken.add(free);
    return free;
  });
  return { names, invented, renamed };
}

function freeName(wish: string, taken: ReadonlySet<string>): string {
  let name = wish;
  for (let again = 2; taken.has(name); again++) name = `${wish}_${again}`;
  return name;
}
