/**
 * The cells of a line that is a record of its own, as RFC 4180 has them: a cell that begins with a quote ends with one, and holds
 * quotes twice. Null where a quote is left open, or anything but the delimiter follows one that closes: that takes a closer look.
 */
export function splitLine(line: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (line.charCodeAt(at) === quote) {
      const end = closing(line, at + 1);
      if (end < 0) return null;
      const cell = line.slice(at + 1, end);
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
      at = end + 1;
      if (at === line.length) return cells;
      if (line[at] !== delimiter) return null;
    } else {
      const end = line.indexOf(delimiter, at);
      cells.push(end < 0 ? line.slice(at) : line.slice(at, end));
      if (end < 0) return cells;
      at = end;
    }
    at++;
  }
}

/** The quote that ends the cell whose text begins at `from`, or -1. */
function closing(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2)) if (line.charCodeAt(at + 1) !== quote) return at;
  return -1;
}

const quote = 0x22;
