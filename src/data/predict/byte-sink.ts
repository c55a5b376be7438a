import { encodeUtf8 } from '../web-encoding.ts';
import { shortNumber } from './short-number.ts';

/** UTF-8 text that is being written, without a string for what has its bytes already. */
export interface ByteSink {
  text(text: string): void;
  copy(bytes: Uint8Array, from: number, end: number): void;
  byte(value: number): void;
  /** as `shortNumber` */
  number(value: number): void;
  /** what was written since the last time, in memory of its own */
  drain(): Uint8Array;
}

export function createByteSink(): ByteSink {
  let buffer = new Uint8Array(1 << 16);
  let used = 0;

  function reserve(more: number): void {
    if (used + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(2 * buffer.length, used + more));
    larger.set(buffer.subarray(0, used));
    buffer = larger;
  }

  const sink: ByteSink = {
    text(text) {
      const bytes = encodeUtf8(text);
      sink.copy(bytes, 0, bytes.length);
    },
    copy(bytes, from, end) {
      reserve(end - from);
      buffer.set(bytes.subarray(from, end), used);
      used += end - from;
    },
    byte(value) {
      reserve(1);
      buffer[used++] = value;
    },
    number(value) {
      if (!(value >= 0.001 && value < 1)) return sink.text(shortNumber(value));
      reserve(11);
      used = writeFraction(buffer, used, Math.round(value * 1e9));
    },
    drain() {
      const bytes = buffer.slice(0, used);
      used = 0;
      return bytes;
    },
  };
  return sink;
}

/** `billionths` below 10⁹ as `0.` and up to nine digits, without zeros at the end. Returns where they end. */
function writeFraction(buffer: Uint8Array, at: number, billionths: number): number {
  let left = billionths | 0;
  buffer[at] = zero;
  buffer[at + 1] = point;
  for (let place = at + 10; place > at + 1; place--) {
    const higher = (left / 10) | 0;
    buffer[place] = zero + left - 10 * higher;
    left = higher;
  }
  let end = at + 11;
  while (buffer[end - 1] === zero) end--;
  return end;
}

const zero = 0x30;
const point = 0x2e;
