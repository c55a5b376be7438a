import { DataError, quote } from '../errors.ts';
import { createTextDecoder, type StreamingDecoder } from '../web-encoding.ts';
import { guessEncoding, guessLegacyEncoding } from './encoding.ts';
import { binaryError, refuseKnownBinary } from './file-kind.ts';

/** Bytes of a file, block by block, to text. */
export interface Decoder {
  decode(block: Uint8Array, last: boolean): string;
  /** These lines were read by somebody else, as UTF-8. */
  skip(lines: number, ascii: boolean): void;
  /** the encoding in use and whether it was guessed from bytes that are not UTF-8 */
  readonly encoding: string;
  readonly guessed: boolean;
}

/** `wanted` is an encoding label as the web knows them; null: detect. Throws DataError. */
export function createDecoder(fileName: string, wanted: string | null): Decoder {
  let strict: StreamingDecoder | null = wanted === null ? null : namedDecoder(wanted);
  let encoding = wanted?.toLowerCase() ?? 'utf-8';
  let guessed = false;
  let started = false;
  let asciiSoFar = true;
  let line = 1;
  let carried: Uint8Array = new Uint8Array(0);

  function start(block: Uint8Array): void {
    started = true;
    refuseKnownBinary(fileName, block);
    if (strict) return;
    const guess = guessEncoding(block);
    if (guess === 'utf-32') {
      throw new DataError(
        `${fileName} is UTF-32 text, which is not supported: save it as UTF-8.`,
        { field: 'encoding' },
      );
    }
    if (guess.certain) use(guess.label);
  }

  function use(label: string): void {
    strict = createTextDecoder(label, { fatal: true });
    encoding = label;
  }

  /** UTF-8 that may turn out to be something else: decoded in whole characters, so that a block can be taken back. */
  function decodeProbableUtf8(block: Uint8Array, last: boolean): string {
    const bytes = concat(carried, block);
    const whole = last ? bytes.length : wholeCharacters(bytes);
    carried = bytes.slice(whole);
    try {
      const text = createTextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, whole));
      asciiSoFar &&= text.length === whole;
      return text;
    } catch {
      const label = asciiSoFar ? guessLegacyEncoding(bytes) : 'utf-8';
      if (label === 'utf-8') throw undecodable(bytes, 'utf-8');
      use(label);
      guessed = true;
      return decodeStrictly(bytes, last);
    }
  }

  function decodeStrictly(block: Uint8Array, last: boolean): string {
    try {
      return (strict as StreamingDecoder).decode(block, { stream: !last });
    } catch {
      throw undecodable(block, encoding);
    }
  }

  function undecodable(bytes: Uint8Array, label: string): DataError {
    const text = createTextDecoder(label, { fatal: false }).decode(bytes);
    const at = line + countNewlines(text.slice(0, Math.max(0, text.indexOf('\ufffd'))));
    return new DataError(
      `${fileName}, line ${at}: the bytes here are not ${label} text. Save the file as UTF-8, or name its encoding, for example windows-1252.`,
      { line: at, field: 'encoding' },
    );
  }

  return {
    get encoding() { return encoding; },
    get guessed() { return guessed; },
    skip(lines, ascii) {
      line += lines;
      asciiSoFar &&= ascii;
    },
    decode(block, last) {
      if (!started) start(block);
      const text = strict ? decodeStrictly(block, last) : decodeProbableUtf8(block, last);
      const zero = text.indexOf('\0');
      if (zero >= 0) throw binaryError(fileName, line + countNewlines(text.slice(0, zero)));
      line += countNewlines(text);
      return text;
    },
  };
}

function namedDecoder(label: string): StreamingDecoder {
  try {
    return createTextDecoder(label, { fatal: true });
  } catch {
    throw new DataError(
      `${quote(label)} is no encoding that is known here; use for example utf-8, utf-16le or windows-1252, or leave it out to have it detected.`,
      { field: 'encoding' },
    );
  }
}

/** Length of the part of `bytes` that does not end within a UTF-8 sequence. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const sequence = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return sequence > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
