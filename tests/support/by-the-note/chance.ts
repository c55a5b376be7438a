import { log } from './elementary.ts';

/** Streams of chance, by the decision note on arithmetic: xoshiro128**, seeded by MurmurHash3, in whole numbers of any size. */
export interface Stream {
  word(): bigint;
  uniform(): number;
  normal(): number;
  shuffle(list: number[]): void;
}

const modulus = 1n << 32n;
const rotl = (word: bigint, bits: bigint): bigint => ((word << bits) | (word >> (32n - bits))) % modulus;

export function stream(seed: number, purpose: string): Stream {
  const words = [BigInt(seed) % modulus, BigInt(seed) / modulus, ...Array.from({ length: purpose.length }, (_, i) => BigInt(purpose.charCodeAt(i)))];
  let s = [0n, 1n, 2n, 3n].map((lane) => hash(words, lane));

  const word = (): bigint => {
    const [s0, s1, s2, s3] = s as [bigint, bigint, bigint, bigint];
    const third = s2 ^ s0;
    const fourth = s3 ^ s1;
    s = [s0 ^ fourth, s1 ^ third, third ^ ((s1 << 9n) % modulus), rotl(fourth, 11n)];
    return (rotl((s1 * 5n) % modulus, 7n) * 9n) % modulus;
  };

  const uniform = (): number => Number((word() >> 5n) * 2n ** 26n + (word() >> 6n)) / 2 ** 53;

  function below(n: number): number {
    const bits = BigInt((n - 1).toString(2).length);
    for (;;) {
      const drawn = Number(word() % (1n << bits));
      if (drawn < n) return drawn;
    }
  }

  function normal(): number {
    const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
    const q = u * u + v * v;
    return q > 0 && q < 1 ? u * Math.sqrt((-2 * log(q)) / q) : normal();
  }

  function shuffle(list: number[]): void {
    for (let i = list.length - 1; i >= 1; i--) {
      const j = below(i + 1);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
  }

  return { word, uniform, normal, shuffle };
}

function hash(words: bigint[], seed: bigint): bigint {
  const times = (a: bigint, b: bigint): bigint => (a * b) % modulus;
  let h = seed;
  for (const word of words) {
    h ^= times(rotl(times(word, 0xcc9e2d51n), 15n), 0x1b873593n);
    h = (rotl(h, 13n) * 5n + 0xe6546b64n) % modulus;
  }
  h ^= 4n * BigInt(words.length);
  h = times(h ^ (h >> 16n), 0x85ebca6bn);
  h = times(h ^ (h >> 13n), 0xc2b2ae35n);
  return h ^ (h >> 16n);
}
