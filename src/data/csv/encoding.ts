import { analyse } from 'chardet';
import { createTextDecoder } from '../web-encoding.ts';

/** What the first bytes say about the encoding. `certain` is false where it is a guess that may not hold later on. */
export interface EncodingGuess {
  label: string;
  certain: boolean;
}

/** A byte order mark decides; else zero bytes at every other place mean UTF-16; else it is UTF-8 until proved wrong. */
export function guessEncoding(start: Uint8Array): EncodingGuess | 'utf-32' {
  const begins = (...bytes: number[]) => bytes.every((byte, at) => start[at] === byte);
  if (begins(0xff, 0xfe, 0, 0) || begins(0, 0, 0xfe, 0xff)) return 'utf-32';
  if (begins(0xef, 0xbb, 0xbf)) return { label: 'utf-8', certain: true };
  if (begins(0xff, 0xfe)) return { label: 'utf-16le', certain: true };
  if (begins(0xfe, 0xff)) return { label: 'utf-16be', certain: true };
  return utf16WithoutMark(start) ?? { label: 'utf-8', certain: false };
}

/**
 * For bytes that are not UTF-8: what chardet is reasonably sure of, else windows-1252, which reads any byte, and is what such
 * files mostly are: it is said as well where both read the same, as with German letters, which chardet takes for Turkish ones.
 */
export function guessLegacyEncoding(bytes: Uint8Array): string {
  const from = Math.max(0, bytes.findIndex((byte) => byte >= 0x80) - sampleBytes / 2);
  const sample = bytes.subarray(from, from + sampleBytes);
  const best = analyse(sample)[0];
  if (best === undefined || best.confidence < sureEnough) return usual;
  const label = best.name.toLowerCase();
  return turkish.has(label) && read(sample, label) === read(sample, usual) ? usual : label;
}

const usual = 'windows-1252';
const turkish = new Set(['windows-1254', 'iso-8859-9']);
const read = (bytes: Uint8Array, label: string) => createTextDecoder(label, { fatal: false }).decode(bytes);

const sureEnough = 50;
/** Around the first byte that is not ASCII; more takes chardet seconds and tells it little. */
const sampleBytes = 32 * 1024;

/** Text in Latin letters and digits has its zero bytes in one half of each pair alone. */
function utf16WithoutMark(start: Uint8Array): EncodingGuess | null {
  const pairs = Math.floor(Math.min(start.length, 4096) / 2);
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (start[2 * pair] === 0) even++;
    if (start[2 * pair + 1] === 0) odd++;
  }
  if (pairs < 2 || even + odd < 0.7 * pairs) return null;
  if (even === 0) return { label: 'utf-16le', certain: true };
  return odd === 0 ? { label: 'utf-16be', certain: true } : null;
}
