/**
 * `a·b + c` of three float32, rounded once to float32: what a fused multiply-add of the hardware gives, bit for bit but
 * for the payload of a NaN. Subnormals, infinities and signs of zero are those of IEEE 754.
 *
 * A product of two float32 is exact in float64. Its sum with c is rounded there and once more to float32, which goes
 * wrong only where the first rounding lands half-way between two neighbours: then the part that it lost decides.
 */
export function fma32(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const nearest = Math.fround(sum);
  const other = sum + (sum - nearest);
  if (other === nearest || Math.fround(other) !== other) return nearest;
  return decideTie(product, c, sum, nearest, other);
}

/** `sum` lies in the middle between the float32 numbers `nearest`, which has the even last bit, and `other`. */
function decideTie(product: number, c: number, sum: number, nearest: number, other: number): number {
  const cPart = sum - product;
  const lost = product - (sum - cPart) + (c - cPart);
  if (Number.isFinite(nearest)) return lost > 0 === other > nearest && lost !== 0 ? other : nearest;
  // Beyond the largest float32, by half a step: Infinity, unless the exact sum is nearer to 0.
  return Math.abs(sum) === LARGEST_TIE && lost > 0 === sum < 0 && lost !== 0 ? Math.sign(sum) * LARGEST : nearest;
}

const LARGEST = 2 ** 128 - 2 ** 104;
const LARGEST_TIE = 2 ** 128 - 2 ** 103;
