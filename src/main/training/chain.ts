import { hash } from 'node:crypto';
import type { Metrics } from '../../nn/spec.ts';

/** The hash chain of a run, which proves that a replayed epoch is the one that was trained. */
export interface Chain {
  /** 32 bytes: the link of the last epoch that was added */
  readonly link: Uint8Array;
  /** Adds an epoch; `weights` as `weightBytes` gives them, metrics without times. Returns the new link. */
  add(weights: Uint8Array, metrics: Metrics): Uint8Array;
}

/** Link 0 is SHA-256(starting weights); link n is SHA-256(link n−1 ‖ weights ‖ metrics of epoch n). */
export const startChain = (startingWeights: Uint8Array): Chain => continueChain(sha256(startingWeights));

/** The chain of a training that goes on after the epoch of this link. */
export function continueChain(last: Uint8Array): Chain {
  let link = last;
  let buffer = new Uint8Array(0);
  return {
    get link() {
      return link;
    },
    add(weights, metrics) {
      const tail = metricBytes(metrics);
      const length = link.length + weights.length + tail.length;
      if (buffer.length !== length) buffer = new Uint8Array(length);
      buffer.set(link);
      buffer.set(weights, link.length);
      buffer.set(tail, link.length + weights.length);
      link = sha256(buffer);
      return link;
    },
  };
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Each metric in name order (by code unit): the UTF-8 name, NUL, float64 little-endian; every NaN as 0x7ff8000000000000. */
function metricBytes(metrics: Metrics): Uint8Array {
  const names = Object.keys(metrics).sort();
  const bytes = Buffer.alloc(names.reduce((sum, name) => sum + Buffer.byteLength(name) + 9, 0));
  let at = 0;
  for (const name of names) {
    at += bytes.write(name, at) + 1;
    const value = metrics[name] as number;
    if (value !== value) bytes.writeBigUInt64LE(0x7ff8000000000000n, at);
    else bytes.writeDoubleLE(value, at);
    at += 8;
  }
  return bytes;
}
