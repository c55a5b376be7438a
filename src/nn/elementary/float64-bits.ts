/** The parts of a float64. The WebAssembly kernel has a file of the same name and functions. */

/** 2^k, for whole k from −1022 to 1023 */
export function powerOfTwo(k: number): number {
  scratch.setInt32(highWord, (k + bias) << 20);
  scratch.setInt32(lowWord, 0);
  return scratch.getFloat64(0);
}

/** e of x = m·2^e with 1 ≤ m < 2, for positive normal x */
export function exponentOf(x: number): number {
  scratch.setFloat64(0, x);
  return (scratch.getInt32(highWord) >> 20) - bias;
}

/** m of x = m·2^e with 1 ≤ m < 2, for positive normal x */
export function significandOf(x: number): number {
  scratch.setFloat64(0, x);
  scratch.setInt32(highWord, (scratch.getInt32(highWord) & 0xfffff) | (bias << 20));
  return scratch.getFloat64(0);
}

const bias = 1023;
/** byte offsets; a DataView is big-endian unless told otherwise, whatever the machine is */
const highWord = 0;
const lowWord = 4;
const scratch = new DataView(new ArrayBuffer(8));
