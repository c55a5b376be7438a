import { createTextDecoder } from '../web-encoding.ts';

/**
 * The quick way through a file: lines of ASCII without quotes, taken as bytes, with no string for a cell. What a line has beyond
 * that is left to whoever reads text.
 */
export interface PlainLines {
  /**
   * Takes the lines of `bytes[from, end)`, each with its end of line; the last one may lack it. Returns where it stopped: at `end`, or
   * at the first line with a quote, a NUL or a byte beyond ASCII.
   */
  take(bytes: Uint8Array, from: number, end: number): number;
  /** how many lines were taken */
  readonly lines: number;
}

export interface PlainLineEvents {
  /**
   * A line of as many cells as were asked for: cell `i` is `bytes[starts[i], starts[i + 1] − 1)`, and the line goes on to `end`. Answers
   * false where it has to be looked at as text.
   */
  row(bytes: Uint8Array, starts: Int32Array, end: number): boolean;
  /** A line that no row could be made of; `line` counts from 0. */
  text(line: string, number: number): void;
}

const ascii = createTextDecoder('latin1', { fatal: false });

export function createPlainLines(cells: number, delimiter: number, { row, text }: PlainLineEvents): PlainLines {
  const starts = new Int32Array(cells + 1);
  let lines = 0;

  return {
    get lines() { return lines; },
    take(bytes, from, end) {
      let at = from;
      while (at < end) {
        starts[0] = at;
        let [cell, place] = [0, at];
        for (; place < end; place++) {
          const byte = bytes[place]!;
          if (byte === delimiter) {
            if (++cell <= cells) starts[cell] = place + 1;
          } else if (byte === newline) break;
          else if (byte >= 0x80 || byte === quote || byte === 0) return at;
        }
        const lineEnd = place > at && bytes[place - 1] === carriageReturn ? place - 1 : place;
        starts[cells] = lineEnd + 1;
        if (cell + 1 !== cells || !row(bytes, starts, lineEnd)) text(ascii.decode(bytes.subarray(at, lineEnd)), lines);
        lines++;
        at = place + 1;
      }
      return end;
    },
  };
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
