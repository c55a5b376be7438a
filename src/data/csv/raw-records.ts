import type { Dialect } from './dialect.ts';
import { createRecordReader, longestRecord, type RecordReader } from './records.ts';
import type { DataError } from '../errors.ts';

export interface RawRecordEvents {
  /** `raw` is the line as it stands in the file, without its end; null where cells are quoted. */
  record(cells: string[], line: number, raw: string | null): void;
  refuse(line: number, cell: number, what: string): DataError;
}

export interface RawRecordReader extends RecordReader {
  /** These lines were read by somebody else. Only where nothing is held back. */
  skip(lines: number): void;
}

/**
 * As the record reader, but hands on whole lines as well, so that they can be written out as they came. Up to the first
 * quote of a file a line is a record, which is several times as fast as looking at each character; from there on the
 * record reader takes over.
 */
export function createRawRecordReader(dialect: Dialect, { record, refuse }: RawRecordEvents): RawRecordReader {
  const { delimiter, newline } = dialect;
  let rest = '';
  let line = 1;
  let quoted: RecordReader | null = null;
  /** lines before those that the record reader counts */
  let before = 0;

  function plainLines(input: string, last: boolean): void {
    const lines = input.split(newline);
    rest = lines.pop()!;
    for (let i = 0; i < lines.length; i++) one(lines[i]!);
    if (last && rest !== '') one(rest);
    if (rest.length > longestRecord) throw refuse(line, 0, 'this line is longer than 4 million characters. A table has one row a line: check the line ends');
  }

  function one(text: string): void {
    const raw = text.endsWith('\r') ? text.slice(0, -1) : text;
    record(raw.split(delimiter), line++, raw);
  }

  return {
    get idle() { return rest === '' && (quoted?.idle ?? true); },
    get line() { return quoted === null ? line : before + quoted.line; },
    skip(lines) {
      line += lines;
      before += lines;
    },
    push(text, last) {
      const input = rest + text;
      if (quoted === null && !text.includes('"')) return plainLines(input, last);
      if (quoted === null) {
        before = line - 1;
        rest = '';
        quoted = createRecordReader(dialect, {
          record: (cells, at) => record(cells, before + at, null),
          refuse: (at, cell, what) => refuse(before + at, cell, what),
        });
        return quoted.push(input, last);
      }
      quoted.push(text, last);
    },
  };
}
