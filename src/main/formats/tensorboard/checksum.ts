import { createRequire } from 'node:module';

/** The typings of crc-32 cover its other polynomial alone. */
const castagnoli = createRequire(import.meta.url)('crc-32/crc32c') as { buf(bytes: Uint8Array): number };

/**
 * CRC-32C (Castagnoli), masked as TFRecord files want it: rotated right by 15 bits plus a constant, so that a checksum
 * of data that holds checksums stays sound. TensorFlow, `tensorflow/core/lib/hash/crc32c.h`.
 */
export function maskedChecksum(bytes: Uint8Array): number {
  const checksum = castagnoli.buf(bytes) >>> 0;
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}
