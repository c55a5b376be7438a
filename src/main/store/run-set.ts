/**
 * Runs by their keys, one bit each: the file numbers runs without large gaps, so 100,000 of them are 12 KB, and what
 * a filter joins, it joins 32 runs at a time.
 */
export class RunSet {
  /** grows as keys come in; what lies beyond has no bits set */
  #words: Uint32Array;

  constructor(keys: readonly number[] = []) {
    let largest = 0;
    for (const key of keys) if (key > largest) largest = key;
    this.#words = new Uint32Array((largest >>> 5) + 1);
    for (const key of keys) this.#words[key >>> 5]! |= 1 << (key & 31);
  }

  has(key: number): boolean {
    return ((this.#words[key >>> 5] ?? 0) & (1 << (key & 31))) !== 0;
  }

  get size(): number {
    let size = 0;
    for (const word of this.#words) size += bitsOf(word);
    return size;
  }

  /** about how many runs there might be: the set knows no larger key */
  get capacity(): number {
    return this.#words.length * 32;
  }

  /** in their order */
  keys(): number[] {
    const keys: number[] = [];
    this.#words.forEach((word, at) => {
      for (let left = word; left !== 0; left &= left - 1) keys.push(at * 32 + 31 - Math.clz32(left & -left));
    });
    return keys;
  }

  /** Keeps the runs that the other set has as well. */
  intersect(other: RunSet): this {
    for (let at = 0; at < this.#words.length; at++) this.#words[at]! &= other.#words[at] ?? 0;
    return this;
  }

  /** Takes in the runs of the other set. */
  unite(other: RunSet): this {
    if (other.#words.length > this.#words.length) {
      const words = new Uint32Array(other.#words.length);
      words.set(this.#words);
      this.#words = words;
    }
    other.#words.forEach((word, at) => { this.#words[at]! |= word; });
    return this;
  }

  /** Takes out the runs of the other set. */
  subtract(other: RunSet): this {
    for (let at = 0; at < this.#words.length; at++) this.#words[at]! &= ~(other.#words[at] ?? 0);
    return this;
  }
}

/** How many bits of a word are set. Hacker's Delight (Warren), 5–1. */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
