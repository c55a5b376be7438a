import { createTextDecoder } from '../web-encoding.ts';
import { splitLine } from './split-line.ts';

/**
 * The quick way through a file: lines of UTF-8 without quotes, taken as bytes, with no string for a cell. Lines with quotes are taken
 * one by one as text; records of several lines are left to whoever reads those.
 */
export interface PlainLines {
  /**
   * Takes the lines of `bytes[from, end)`, each with its end of line; the last one may lack it. Returns where it stopped: at `end`, or
   * at the first line that is no record of its own, with a NUL or with bytes that are no UTF-8.
   */
  take(bytes: Uint8Array, from: number, end: number): number;
  /** how many lines were taken */
  readonly lines: number;
  /** none of them had a byte beyond ASCII */
  readonly ascii: boolean;
}

export interface PlainLineEvents {
  /**
   * A line of UTF-8 with as many cells as were asked for: cell `i` is `bytes[starts[i], starts[i + 1] − 1)`, and the line goes on to `end`. Answers
   * false where it has to be looked at as text.
   */
  row(bytes: Uint8Array, starts: Int32Array, end: number): boolean;
  /** A line of which no row could be made from its bytes: its cells, and itself where none of them is quoted. `number` counts from 0. */
  text(cells: string[], raw: string | null, number: number): void;
}

const ascii = createTextDecoder('latin1', { fatal: false });
const strict = createTextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function createPlainLines(cells: number, delimiter: number, { row, text }: PlainLineEvents): PlainLines {
  const starts = new Int32Array(cells + 1);
  const between = String.fromCharCode(delimiter);
  let lines = 0;
  let allAscii = true;

  return {
    get lines() { return lines; },
    get ascii() { return allAscii; },
    take(bytes, from, end) {
      let at = from;
      /** whether all of it is UTF-8; null until that matters */
      let valid: boolean | null = null;
      while (at < end) {
        starts[0] = at;
        let [cell, place, letters, quoted] = [0, at, false, false];
        for (; place < end; place++) {
          const byte = bytes[place]!;
          if (byte === delimiter) {
            if (++cell <= cells) starts[cell] = place + 1;
          } else if (byte === newline) break;
          else if (byte >= 0x80) letters = true;
          else if (byte === quote) quoted = true;
          else if (byte === 0) return at;
        }
        const lineEnd = place > at && bytes[place - 1] === carriageReturn ? place - 1 : place;
        starts[cells] = lineEnd + 1;
        if (letters) valid ??= isUtf8(bytes.subarray(at, end));
        if (quoted || (letters && !valid) || cell + 1 !== cells || !row(bytes, starts, lineEnd)) {
          const line = lineOf(bytes.subarray(at, lineEnd), letters);
          const parts = line === null ? null : quoted ? splitLine(line, between) : line.split(between);
          if (parts === null) return at;
          text(parts, quoted ? null : line, lines);
        }
        allAscii &&= !letters;
        lines++;
        at = place + 1;
      }
      return end;
    },
  };
}

const isUtf8 = (bytes: Uint8Array): boolean => lineOf(bytes, true) !== null;

/** Null where the bytes are no UTF-8. */
function lineOf(bytes: Uint8Array, letters: boolean): string | null {
  if (!letters) return ascii.decode(bytes);
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
