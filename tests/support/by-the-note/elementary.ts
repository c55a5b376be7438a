/** exp, log and their kin by the decision note on arithmetic, for numbers away from its edges and for 0. */

const H = 0.6931471803691238;
const L = 1.9082149292705877e-10;
const E = 1.4426950408889634;

/** from the inside; coefficients from the constant one on */
const polynomial = (z: number, coefficients: number[]): number => coefficients.reduceRight((sum, c) => c + z * sum);

const inverseFactorials = (...of: number[]): number[] =>
  of.map((n) => 1 / Array.from({ length: n }, (_, i) => i + 1).reduce((product, factor) => product * factor));

const even = inverseFactorials(2, 4, 6, 8, 10, 12);
const odd = inverseFactorials(3, 5, 7, 9, 11, 13);

function near(h: number, l: number): number {
  const r = h - l;
  const lost = h - r - l;
  const z = r * r;
  return r + (z * (polynomial(z, even) + r * polynomial(z, odd)) + lost);
}

export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x * E + 0.5);
  if (Math.abs(k) > 1000) throw new RangeError(`exp of ${x} is not needed for these trainings`);
  return (1 + near(x - k * H, k * L)) * 2 ** k;
}

function expm1(x: number): number {
  const k = Math.floor(x * E + 0.5);
  const m = near(x - k * H, k * L);
  return 2 ** k * m + (2 ** k - 1);
}

export function log(x: number): number {
  if (!(x >= 2 ** -1022 && x < Infinity)) throw new RangeError(`log of ${x} is not needed for these trainings`);
  let e = 0;
  let m = x;
  for (; m >= 2; e++) m /= 2;
  for (; m < 1; e--) m *= 2;
  if (m > 1.4142135623730951) {
    m /= 2;
    e++;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const o = z * polynomial(w, [2 / 3, 2 / 7, 2 / 11, 2 / 15, 2 / 19]);
  const n = w * polynomial(w, [2 / 5, 2 / 9, 2 / 13, 2 / 17, 2 / 21]);
  return e * H - (s * (f - (o + n)) - e * L - f);
}

export function log1p(x: number): number {
  if (x === 0) return x;
  const u = 1 + x;
  return log(u) + (x - (u - 1)) / u;
}

export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  return exp(x) / (1 + exp(x));
}

export function tanh(x: number): number {
  if (x === 0) return x;
  if (Math.abs(x) > 22) return Math.sign(x);
  const t = expm1(2 * Math.abs(x));
  return Math.sign(x) * (t / (t + 2));
}
