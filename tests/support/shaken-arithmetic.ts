import { float64, type Arithmetic } from '../../src/nn/kernels/arithmetic.ts';

/**
 * float64 that is rounded as coarsely as float32, at random (Monte Carlo arithmetic, Parker 1997): whatever float32 would round is
 * multiplied with 1 + u, u drawn evenly from ±2^−24, as far as one rounding reaches. float32's own result could be any of
 * those that come out, so how far they lie from float64's is what float32 allows; no result in float32 takes part.
 * `seed` is a whole number, not 0.
 */
export function shakenArithmetic(seed: number): Arithmetic {
  // xorshift32 (Marsaglia 2003): quick, and any noise will do.
  let state = Math.imul(seed, 0x9e3779b1);
  const rounding = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return 1 + state * 2 ** -31 * 2 ** -24;
  };
  return { ...float64, round: (value) => value * rounding(), madd: (a, b, c) => (a * b + c) * rounding() };
}
