import { endianness } from 'node:os';

const bigEndian = endianness() === 'BE';
const canonicalNaN = 0x7fc00000;

/** The bytes that are hashed and stored: little-endian float32, every NaN as 0x7fc00000. Shares memory with `weights` where it can. */
export function weightBytes(weights: Float32Array): Uint8Array {
  const bits = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
  for (let i = 0; i < weights.length; i++) {
    const value = weights[i] as number;
    if (value !== value) bits[i] = canonicalNaN;
  }
  return finiteWeightBytes(weights);
}

/** The same for weights of which none is NaN. */
export function finiteWeightBytes(weights: Float32Array): Uint8Array {
  const bytes = new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
  return bigEndian ? Buffer.from(bytes).swap32() : bytes;
}

/** The inverse of `weightBytes`, in memory of its own. */
export function weightsFromBytes(bytes: Uint8Array): Float32Array {
  const copy = Uint8Array.from(bytes);
  if (bigEndian) Buffer.from(copy.buffer).swap32();
  return new Float32Array(copy.buffer);
}
