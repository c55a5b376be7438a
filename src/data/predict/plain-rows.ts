import { scanNumber } from '../csv/scan-number.ts';
import { readNumber } from '../csv/cell.ts';
import { createTextDecoder, encodeUtf8 } from '../web-encoding.ts';
import type { EncoderPlaces } from './row-encoder.ts';

/** Turns lines of plain bytes into a network's inputs, as the row encoder does, as far as they hold nothing but plain numbers and known texts. */
export interface PlainRows {
  /** Writes a row's inputs to `x[from …]`. False, with nothing counted, where a cell has to be looked at as text. */
  encode(bytes: Uint8Array, starts: Int32Array, x: Float32Array, from: number): boolean;
  /** To be asked first. What the target's cell says: a class index or a number, `noTruth` where it says nothing; NaN where it has to be looked at as text */
  truth(bytes: Uint8Array, starts: Int32Array): number;
}

export const noTruth = -Infinity;

export interface PlainTarget {
  /** which cell; −1 where the file has none */
  at: number;
  /** null for a number */
  classes: readonly string[] | null;
  /** points separate thousands in it, where they may */
  separated: boolean;
}

export function createPlainRows({ numbers, categories }: EncoderPlaces, cells: number, target: PlainTarget, decimalComma: boolean): PlainRows {
  const value = new Float64Array(1);
  /** cells that are known to be plain numbers, by the row's count */
  const plainIn = new Float64Array(cells);
  const ascii = createTextDecoder('latin1', { fatal: false });
  let row = 0;
  /** the line as text, where a cell asked for it, and where it begins */
  let [line, lineStart] = ['', -1];
  const filled: { filledIn: number }[] = [];
  const texts = categories.map((place) => ({ place, known: [...place.values].map(([text, index]) => ({ bytes: encodeUtf8(text), index })) }));
  const classes = target.classes?.map((name) => encodeUtf8(name)) ?? null;

  /** The number of a cell, to `value`. */
  function readCell(bytes: Uint8Array, starts: Int32Array, from: number, end: number): boolean {
    if (scanNumber(bytes, from, end, value, 0)) return true;
    const first = bytes[from]!;
    if (!((first >= zero && first <= nine) || first === minus || first === plus || first === point)) return false;
    const start = starts[0]!;
    // One line at a time is decoded as a whole: that costs as much as a single cell.
    if (lineStart !== start) {
      line = ascii.decode(bytes.subarray(start, starts[cells]! - 1));
      lineStart = start;
    }
    value[0] = readNumber(line.slice(from - start, end - start), decimalComma);
    return value[0] - value[0] === 0;
  }

  /** Without marks in it, or with a point in a column where points are known to come before decimals. */
  function isKnownPoint({ separated, marks }: EncoderPlaces['numbers'][number], bytes: Uint8Array, from: number, end: number): boolean {
    for (let place = from; place < end; place++)
      if (bytes[place] === comma || (bytes[place] === point && (separated || marks.point === null))) return false;
    return true;
  }

  function encodeAll(bytes: Uint8Array, starts: Int32Array, x: Float32Array, from: number): boolean {
    for (let i = 0; i < numbers.length; i++) {
      const place = numbers[i]!;
      const start = starts[place.at]!;
      const end = starts[place.at + 1]! - 1;
      if (start === end) {
        if (place.impute === null) return false;
        filled.push(place);
        value[0] = place.impute;
      } else if ((decimalComma && !isKnownPoint(place, bytes, start, end)) || !readCell(bytes, starts, start, end)) return false;
      const scaled = Math.fround((value[0]! - place.offset) / place.scale);
      if (scaled - scaled !== 0) return false;
      x[from + place.input] = scaled;
      plainIn[place.at] = row;
    }
    for (const { place, known } of texts) {
      const [start, end] = [starts[place.at]!, starts[place.at + 1]! - 1];
      const found = known.find((one) => equal(one.bytes, bytes, start, end));
      if (!found) return false;
      for (let i = 0; i < place.inputs.length; i++) x[from + place.inputs[i]!] = i === found.index ? place.ones[i]! : place.zeros[i]!;
    }
    return true;
  }

  /** No cell is one that a spreadsheet might run: by its first byte, or by being a number. */
  function areSafe(bytes: Uint8Array, starts: Int32Array): boolean {
    for (let cell = 0; cell < cells; cell++) {
      const [start, end] = [starts[cell]!, starts[cell + 1]! - 1];
      if (start === end) continue;
      const first = bytes[start]!;
      if (first <= space || first === equals || first === at || (first >= rubout && mayBeginBlank(first))) return false;
      if ((first === minus || first === plus) && plainIn[cell] !== row && !readCell(bytes, starts, start, end)) return false;
    }
    return true;
  }

  return {
    encode(bytes, starts, x, from) {
      row++;
      filled.length = 0;
      if (!encodeAll(bytes, starts, x, from) || !areSafe(bytes, starts)) return false;
      // A line without any value may be none at all.
      if (filled.length > 0 && filled.length === numbers.length) return false;
      for (let i = 0; i < filled.length; i++) filled[i]!.filledIn++;
      return true;
    },
    truth(bytes, starts) {
      lineStart = -1;
      if (target.at < 0) return noTruth;
      const [start, end] = [starts[target.at]!, starts[target.at + 1]! - 1];
      if (start === end) return noTruth;
      if (classes === null) {
        if (target.separated && bytes.subarray(start, end).includes(point)) return NaN;
        return readCell(bytes, starts, start, end) ? value[0]! : NaN;
      }
      for (let index = 0; index < classes.length; index++) if (equal(classes[index]!, bytes, start, end)) return index;
      return NaN;
    },
  };
}

/** Whether a character of that first byte in UTF-8 may be a blank, a byte-order mark, or a full-width sign that a formula begins with. */
function mayBeginBlank(first: number): boolean {
  return first === rubout || first === 0xc2 || (first >= 0xe1 && first <= 0xe3) || first === 0xef;
}

function equal(text: Uint8Array, bytes: Uint8Array, from: number, end: number): boolean {
  if (text.length !== end - from) return false;
  for (let i = 0; i < text.length; i++) if (text[i] !== bytes[from + i]) return false;
  return true;
}

const zero = 0x30;
const nine = 0x39;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const comma = 0x2c;
const space = 0x20;
const equals = 0x3d;
const at = 0x40;
const rubout = 0x7f;
