/** A typed array that grows by doubling, so that a column costs its own numbers and not an object a cell. */
export class Growing<A extends Float64Array | Int32Array> {
  #array: A;
  #length = 0;
  readonly #allocate: (length: number) => A;

  constructor(allocate: (length: number) => A) {
    this.#allocate = allocate;
    this.#array = allocate(64);
  }

  push(value: number): void {
    if (this.#length === this.#array.length) {
      const larger = this.#allocate(2 * this.#length);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length++] = value;
  }

  /** A copy of exactly what was pushed. */
  toArray(): A {
    return this.#array.slice(0, this.#length) as A;
  }
}

export const growingFloats = () => new Growing((length) => new Float64Array(length));
export const growingInts = () => new Growing((length) => new Int32Array(length));
