/** A list of numbers that grows in one piece of memory, at the size of its type each. */
export interface GrowingNumbers<Numbers extends Float64Array | Uint32Array> {
  push(value: number): void;
  clear(): void;
  /** a view, good until the next change */
  values(): Numbers;
}

export const growingFloats = (): GrowingNumbers<Float64Array> => growing((length) => new Float64Array(length));
export const growingCodes = (): GrowingNumbers<Uint32Array> => growing((length) => new Uint32Array(length));

function growing<Numbers extends Float64Array | Uint32Array>(create: (length: number) => Numbers): GrowingNumbers<Numbers> {
  let [numbers, used] = [create(16), 0];
  return {
    push(value) {
      if (used === numbers.length) {
        const larger = create(Math.max(16, 2 * used));
        larger.set(numbers);
        numbers = larger;
      }
      numbers[used++] = value;
    },
    clear() {
      numbers = create(0);
      used = 0;
    },
    values: () => numbers.subarray(0, used) as Numbers,
  };
}
