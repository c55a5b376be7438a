import { log } from './elementary.ts';

/**
 * The one source of chance: xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators",
 * 2021), four words of 32 bits. A stream belongs to a seed and a purpose, for example (42, "shuffle"), so that a new
 * use of chance never shifts an old one.
 */
export interface Generator {
  /** the next 32 bits, as a whole number from 0 to 2^32 − 1 */
  next(): number;
  /** uniform in [0, 1), a multiple of 2^−53; takes two words */
  float(): number;
  /** a whole number from 0 to below − 1, without bias; `below` from 1 to 2^32 */
  int(below: number): number;
  /** standard normal */
  normal(): number;
  /** four words, from which `generatorFrom` goes on */
  state(): number[];
}

/** `seed` is a whole number from 0 to 2^53 − 1, every bit of which counts. */
export function createGenerator(seed: number, purpose: string): Generator {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed must be a whole number from 0 to 2^53 − 1, not ${seed}`);
  const words = [seed >>> 0, Math.floor(seed / 2 ** 32), ...Array.from({ length: purpose.length }, (_, i) => purpose.charCodeAt(i))];
  return generatorFrom([0, 1, 2, 3].map((lane) => murmur3(words, lane)));
}

/** Goes on where `state()` was taken. */
export function generatorFrom(state: readonly number[]): Generator {
  if (state.length !== 4 || state.some((word) => word !== word >>> 0) || state.every((word) => word === 0)) {
    throw new RangeError('a generator state is four whole numbers below 2^32, not all of them 0');
  }
  const s = Int32Array.from(state, (word) => word | 0);

  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(s[1]!, 5), 7), 9);
    const t = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotate(s[3]!, 11);
    return result >>> 0;
  };

  const float = (): number => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;

  return {
    next,
    float,
    int(below) {
      // As many low bits as below − 1 has; what they exceed it by is drawn again.
      const mask = below > 1 ? -1 >>> Math.clz32(below - 1) : 0;
      let value = (next() & mask) >>> 0;
      while (value >= below) value = (next() & mask) >>> 0;
      return value;
    },
    normal: () => polarNormal(float),
    state: () => Array.from(s, (word) => word >>> 0),
  };
}

/** Fisher–Yates, in place. */
export function shuffle(values: Uint32Array, generator: Generator): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = generator.int(last + 1);
    const value = values[last]!;
    values[last] = values[other]!;
    values[other] = value;
  }
}

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** Marsaglia's polar method: a point in the unit disc gives a normal number; the second that it would give is left. */
function polarNormal(float: () => number): number {
  for (;;) {
    const x = 2 * float() - 1;
    const y = 2 * float() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square);
  }
}

/** MurmurHash3 for x86, 32 bits (Appleby 2011, public domain), over whole words. */
function murmur3(words: readonly number[], seed: number): number {
  let hash = seed;
  for (const word of words) {
    hash ^= Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(rotate(hash, 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= words.length * 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
