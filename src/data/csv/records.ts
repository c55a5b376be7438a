import Papa from 'papaparse';
import type { DataError } from '../errors.ts';
import type { Dialect } from './dialect.ts';

/** More than this without an end of line is no table but a mistake; it also bounds the memory. In UTF-16 units. */
export const longestRecord = 4 * 1024 * 1024;

export interface RecordReader {
  /** Takes the next piece of text and hands on the records that are complete. */
  push(text: string, last: boolean): void;
  /** nothing is held back for the next piece */
  readonly idle: boolean;
  /** the line on which the next record begins */
  readonly line: number;
}

export interface RecordEvents {
  /** `line` is the line of the file on which the record begins, from 1. */
  record(cells: string[], line: number): void;
  /** What to throw; `cell` counts from 0. */
  refuse(line: number, cell: number, what: string): DataError;
}

/**
 * Papa Parse's core parser, fed piece by piece: it is told to leave the last, unfinished record alone, and that text
 * is put in front of the next piece. (Its own streaming wants a Node stream or a File.)
 */
export function createRecordReader(dialect: Dialect, { record, refuse }: RecordEvents): RecordReader {
  let rest = '';
  let line = 1;

  return {
    get idle() { return rest === ''; },
    get line() { return line; },
    push(text, last) {
      const input = rest + text;
      const { data, errors, meta } = parse(input, dialect, !last);
      const wrong = errors.find(({ row }) => row !== undefined && row < data.length);
      if (last && input.endsWith(dialect.newline)) data.pop();
      const quoted = input.includes('"');
      for (const cells of wrong ? data.slice(0, wrong.row) : data) {
        record(cells, line);
        line += 1 + (quoted ? linesWithin(cells, dialect.newline) : 0);
      }
      if (wrong) throw quoteError(input, wrong);
      rest = last ? '' : input.slice(meta.cursor);
      if (rest.length > longestRecord) throw endless(rest);
    },
  };

  function quoteError(input: string, { code, index, row }: Papa.ParseError): DataError {
    const place = placeOf(input.slice(0, (index as number) - 1), row as number);
    return code === 'MissingQuotes'
      ? refuse(place.line, place.cell, 'the quote that opens this cell is never closed. Close it, or remove it')
      : refuse(place.line, place.cell, 'text follows the closing quote of this cell. Write a quote inside a quoted cell twice ("")');
  }

  /** Where the text before a faulty cell ends: on which line, and after how many cells of record number `row`. */
  function placeOf(before: string, row: number): { line: number; cell: number } {
    const cells = parse(before, dialect, false).data[row] ?? [''];
    return { line: line + linesWithin(cells, dialect.newline), cell: cells.length - 1 };
  }

  function endless(input: string): DataError {
    const { data, errors } = parse(input, dialect, false);
    const unclosed = errors.find((error) => error.code === 'MissingQuotes');
    if (unclosed) return quoteError(input, unclosed);
    const cells = data[0] ?? [];
    const longest = cells.reduce((winner, cell, at) => (cell.length > (cells[winner]?.length ?? 0) ? at : winner), 0);
    return refuse(line, longest, `this line is longer than 4 million characters. A table has one row a line: check the line ends and the delimiter`);
  }
}

function parse(input: string, dialect: Dialect, leaveLast: boolean): Papa.ParseResult<string[]> {
  return new Papa.Parser({ ...dialect }).parse(input, 0, leaveLast) as Papa.ParseResult<string[]>;
}

function linesWithin(cells: string[], newline: string): number {
  let count = 0;
  for (const cell of cells) for (let at = cell.indexOf(newline); at >= 0; at = cell.indexOf(newline, at + 1)) count++;
  return count;
}
