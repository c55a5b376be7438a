/** The parts of a float64, in WebAssembly: stands in for `src/nn/elementary/float64-bits.ts`. */

export function powerOfTwo(k: f64): f64 {
  return reinterpret<f64>((<i64>k + BIAS) << FRACTION_BITS);
}

export function exponentOf(x: f64): f64 {
  return <f64>((reinterpret<i64>(x) >> FRACTION_BITS) - BIAS);
}

export function significandOf(x: f64): f64 {
  return reinterpret<f64>((reinterpret<i64>(x) & FRACTION_MASK) | (BIAS << FRACTION_BITS));
}

const BIAS: i64 = 1023;
const FRACTION_BITS: i64 = 52;
const FRACTION_MASK: i64 = 0xfffffffffffff;
