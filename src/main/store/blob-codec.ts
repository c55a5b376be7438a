import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes as they lie in the file. Their hash is always that of the raw bytes. */
export interface PackedBlob {
  codec: 'raw' | 'deflate';
  bytes: Uint8Array;
  rawBytes: number;
}

/** `deflates`: whether it is tried; left out where a sample is to tell. */
export function pack(raw: Uint8Array, deflates = worthDeflating(raw)): PackedBlob {
  if (deflates) {
    const bytes = deflateRawSync(raw, { level: 1 });
    if (bytes.byteLength < raw.byteLength) return { codec: 'deflate', bytes, rawBytes: raw.byteLength };
  }
  return { codec: 'raw', bytes: raw, rawBytes: raw.byteLength };
}

/** The raw bytes in memory of their own, or null where they are not those that were packed. */
export function unpack({ codec, bytes, rawBytes }: PackedBlob, sha256Expected: Uint8Array): Uint8Array | null {
  const raw = codec === 'raw' ? new Uint8Array(bytes) : inflate(bytes, rawBytes);
  return raw !== null && raw.byteLength === rawBytes && sha256(raw).equals(sha256Expected) ? raw : null;
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Null where the stream is broken, or longer than it says: then it must not fill the memory. */
function inflate(bytes: Uint8Array, rawBytes: number): Uint8Array | null {
  try {
    return new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(1, rawBytes) }));
  } catch {
    return null;
  }
}

/**
 * Trained weights look random to deflate, which gains a few per cent of them at the price of the training's time.
 * Optimizer slots that were never touched, sparse weights and columns of small numbers are mostly zero bytes: a sample
 * of them tells the two apart for next to nothing.
 */
export function worthDeflating(raw: Uint8Array): boolean {
  const wanted = 1024;
  // Odd, so that the sample does not see the same byte of every number.
  const stride = Math.max(1, Math.floor(raw.byteLength / wanted)) | 1;
  let seen = 0;
  let zeros = 0;
  for (let at = 0; at < raw.byteLength; at += stride) {
    seen++;
    if (raw[at] === 0) zeros++;
  }
  return zeros * 4 > seen;
}
