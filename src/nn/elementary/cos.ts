/** The cosine; of an infinity NaN. */
export function cos(x: number): number {
  if (x !== x || Math.abs(x) === Infinity) return NaN;
  const size = Math.abs(x);
  if (size > REDUCED_IN_FLOAT64) return cosOfReduced(...reduceExactly(size));
  const k = Math.floor(size * TWO_OVER_PI + 0.5);
  const first = size - k * HALF_PI_1;
  const second = k * HALF_PI_2;
  const high = first - second;
  const back = high - first;
  const low = first - (high - back) - (second + back) - k * HALF_PI_3;
  return cosOfReduced(k % 4, high, low);
}

/** Up to here k·HALF_PI_1 and k·HALF_PI_2 are exact: k has 20 bits, they have 33 each. */
const REDUCED_IN_FLOAT64 = 1647099;
const TWO_OVER_PI = 0.6366197723675814;
/** π/2 in three parts */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/** cos(quarter·π/2 + r) for r = high + low, |r| ≤ π/4 and a little */
function cosOfReduced(quarter: number, high: number, low: number): number {
  const r = high + low;
  const rest = high - r + low;
  switch (quarter) {
    case 0: return cosNearZero(r, rest);
    case 1: return -sinNearZero(r, rest);
    case 2: return -cosNearZero(r, rest);
    default: return sinNearZero(r, rest);
  }
}

/** Taylor series through r^16; the next term is below 2^−58. */
function cosNearZero(r: number, rest: number): number {
  const z = r * r;
  const tail = z * z * (1 / 24 - z * (1 / 720 - z * (1 / 40320 - z * (1 / 3628800 - z * (1 / 479001600 - z * (1 / 87178291200 - z / 20922789888000))))));
  const half = z / 2;
  const w = 1 - half;
  return w + (1 - w - half + (tail - r * rest));
}

/** Taylor series through r^17; the next term is below 2^−62 of the first. */
function sinNearZero(r: number, rest: number): number {
  const z = r * r;
  const tail = r * z * (1 / 6 - z * (1 / 120 - z * (1 / 5040 - z * (1 / 362880 - z * (1 / 39916800 - z * (1 / 6227020800 - z * (1 / 1307674368000 - z / 355687428096000)))))));
  return r + (rest * (1 - z / 2) - tail);
}

/**
 * Quarter turns (mod 4) and the rest of a large x, by whole numbers: x, and π/2 to enough bits for the largest float64,
 * in units of 2^−1200. The rest is then wrong by less than 2^−170, and never as small as 2^−65.
 */
function reduceExactly(x: number): [quarter: number, high: number, low: number] {
  const scaled = BigInt(Math.floor(x)) * unit + BigInt((x - Math.floor(x)) * 2 ** 52) * (unit >> 52n);
  halfPi ??= 8n * arctanOfInverse(5n) - 2n * arctanOfInverse(239n);
  const k = (2n * scaled + halfPi) / (2n * halfPi);
  const rest = scaled - k * halfPi;
  const coarse = rest >> 1000n;
  return [Number(k % 4n), Number(coarse) / 2 ** 200, 0];
}

const unit = 1n << 1200n;
/** π/2 in units of 2^−1200 (Machin's formula), computed when it is first needed */
let halfPi: bigint | null = null;

/** arctan(1/n) = 1/n − 1/3n³ + 1/5n⁵ − …, in units of 2^−1200 */
function arctanOfInverse(n: bigint): bigint {
  let power = unit / n;
  let sum = power;
  for (let odd = 3n; power !== 0n; odd += 2n) {
    power /= -(n * n);
    sum += power / odd;
  }
  return sum;
}
