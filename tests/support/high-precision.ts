/**
 * Elementary functions as fixed-point numbers with 400 binary places, as an oracle. They are summed from their series,
 * with nothing in common with the functions under test but the mathematics.
 */
export const places = 400n;
export const one = 1n << places;

/** exactly, for |x| ≥ 2^−340 or 0 */
export function fixed(x: number): bigint {
  if (x === 0) return 0n;
  const exponent = Math.floor(Math.log2(Math.abs(x))) - 60;
  const whole = BigInt(x / 2 ** exponent);
  const shift = places + BigInt(exponent);
  return shift >= 0n ? whole << shift : whole >> -shift;
}

export const times = (a: bigint, b: bigint): bigint => (a * b) >> places;
export const over = (a: bigint, b: bigint): bigint => (a << places) / b;

export function exp(x: bigint): bigint {
  const k = x / ln2;
  const r = (x - k * ln2) >> 8n;
  let sum = one;
  let term = one;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = times(term, r) / n;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = times(sum, sum);
  return k >= 0n ? sum << k : sum >> -k;
}

export function log(x: bigint): bigint {
  let k = 0n;
  let m = x;
  while (m > (3n * one) / 2n) [m, k] = [m >> 1n, k + 1n];
  while (m < (3n * one) / 4n) [m, k] = [m << 1n, k - 1n];
  return 2n * atanh(over(m - one, m + one)) + k * ln2;
}

export function cos(x: bigint): bigint {
  const turn = 2n * pi;
  const r = ((x % turn) + turn) % turn;
  const square = times(r, r);
  let sum = one;
  let term = one;
  for (let n = 1n; term !== 0n && term !== -1n; n += 2n) {
    term = -times(term, square) / (n * (n + 1n));
    sum += term;
  }
  return sum;
}

/** How far `y` is from the exact value, in units of y's last place. */
export function ulpsOff(y: number, exact: bigint): number {
  const ulp = 2 ** (Math.floor(Math.log2(Math.abs(y))) - 52);
  const difference = fixed(y) - exact;
  return Number((difference << 64n) / fixed(ulp)) / 2 ** 64;
}

function atanh(s: bigint): bigint {
  const square = times(s, s);
  let sum = 0n;
  let power = s;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = times(power, square);
  }
  return sum;
}

function arctanOfInverse(n: bigint): bigint {
  let sum = 0n;
  let power = one / n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = -power / (n * n);
  }
  return sum;
}

const ln2 = 2n * atanh(one / 3n);
const pi = 16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n);
