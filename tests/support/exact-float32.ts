/** Exact arithmetic on float32 numbers by whole numbers, as an oracle. */

/** `a·b + c` of finite float32 numbers, rounded once to float32, ties to even; an exact zero is given as +0. */
export function exactFma32(a: number, b: number, c: number): number {
  const exact = inSteps(a) * inSteps(b) + (inSteps(c) << stepBits);
  return roundToFloat32(exact, 2n * stepBits);
}

/** All float32 numbers are multiples of 2^−149. */
const stepBits = 149n;
const inSteps = (x: number): bigint => BigInt(x * 2 ** 149);

/** value·2^−scale to the nearest float32 */
function roundToFloat32(value: bigint, scale: bigint): number {
  const size = value < 0n ? -value : value;
  const significant = BigInt(size.toString(2).length) - 24n;
  const dropped = significant > scale - stepBits ? significant : scale - stepBits;
  const half = 1n << (dropped - 1n);
  let rounded = (size + half) >> dropped;
  const tie = (size & ((1n << dropped) - 1n)) === half;
  if (tie && (rounded & 1n) === 1n) rounded -= 1n;
  const result = Number(rounded << dropped) / 2 ** Number(scale);
  return Math.sign(Number(value > 0n) - 0.5) * (result >= 2 ** 128 ? Infinity : result);
}
