import { cos, exp, expm1, log, log1p, pow, sigmoid, tanh } from '../../src/nn/elementary.ts';

/**
 * Proves for every float32 that each elementary function, rounded to float32, is within 2 ulp of the exact value. The
 * engine's own function in float64 stands for the exact value; it is within 1 ulp of float64, for which the bound
 * leaves room. `node elementary.ts [NAMES] [STRIDE]`, for example `exp,log 1000` for every 1000th float.
 */
const [names = 'exp,expm1,log,log1p,tanh,sigmoid,cos,pow', strideText = '1'] = process.argv.slice(2);
const stride = Number(strideText);
const allowed = 2 - 2 ** -28;

const functions: Record<string, [own: (x: number) => number, engine: (x: number) => number]> = {
  exp: [exp, Math.exp],
  expm1: [expm1, Math.expm1],
  log: [log, Math.log],
  log1p: [log1p, Math.log1p],
  tanh: [tanh, Math.tanh],
  sigmoid: [sigmoid, (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))],
  cos: [cos, Math.cos],
  // Pairs are too many: every float is raised to one power, drawn from its bits.
  pow: [(x) => pow(x, exponentFor(x)), (x) => x ** exponentFor(x)],
};

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
let failed = false;
for (const name of names.split(',')) {
  const [own, engine] = functions[name]!;
  // Where both round to the same number, the error is half an ulp at most.
  let [worst, at, others] = [0.5, NaN, 0];
  for (let pattern = 0; pattern < 2 ** 32; pattern += stride) {
    bits[0] = pattern;
    const x = float[0]!;
    const [got, exact] = [own(x), engine(x)];
    if (Object.is(Math.fround(got), Math.fround(exact))) continue;
    others++;
    const error = ulpsOff(got, exact);
    if (error > worst) [worst, at] = [error, x];
  }
  const holds = worst <= allowed;
  failed ||= !holds;
  console.log(`${name}: ${others} not rounded as the exact value is, the worst ${worst.toFixed(9)} ulp off, at ${at}${holds ? '' : ': MORE THAN 2'}`);
}
process.exitCode = failed ? 1 : 0;

/** A float32 y for which x^y is anywhere in the range of float32 and a little beyond; a whole one for a negative x. */
function exponentFor(x: number): number {
  let hash = Math.imul(bits[0]! ^ (bits[0]! >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  const size = Math.abs(Math.log(Math.abs(x)));
  const y = ((hash ^ (hash >>> 15)) / 2 ** 31) * (size > 0 && size < Infinity ? 105 / size : 8);
  return Math.fround(x < 0 ? Math.round(y) : y);
}

/** The distance of `got`, rounded to float32, from `exact`, in steps of float32 at `exact`. */
function ulpsOff(got: number, exact: number): number {
  const rounded = Math.fround(got);
  const size = Math.abs(exact);
  if (!Number.isFinite(rounded) || size >= 2 ** 128) return Infinity;
  const step = size < 2 ** -126 ? 2 ** -149 : 2 ** (Math.floor(Math.log2(size)) - 23);
  return Math.abs(rounded - exact) / step;
}
