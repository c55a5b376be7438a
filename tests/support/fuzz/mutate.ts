import type { Generator } from '../../../src/nn/random.ts';

/** About what a disk, a network or an adversary does: bits, lengths, cuts, repeats. */
export function mutated(file: Uint8Array, chance: Generator): Uint8Array {
  const bytes = Buffer.from(file);
  const below = (limit: number) => chance.int(Math.max(1, limit));
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(bytes.length);
    const kind = below(6);
    if (kind === 0) bytes[at]! ^= 1 << below(8);
    else if (kind === 1) bytes[at] = below(256);
    else if (kind === 2) bytes.fill(0xff, at, Math.min(bytes.length, at + 1 + below(8)));
    else if (kind === 3) return bytes.subarray(0, at);
    else if (kind === 4) bytes.copyWithin(at, below(bytes.length), below(bytes.length));
    else return Buffer.concat([bytes.subarray(0, at), bytes.subarray(below(bytes.length))]);
  }
  return bytes;
}
