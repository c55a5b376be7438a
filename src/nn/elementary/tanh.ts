import { expm1 } from './exp.ts';

/** The hyperbolic tangent. ±1 from ±22 on; −0 stays −0. */
export function tanh(x: number): number {
  if (x === 0) return x;
  const size = Math.abs(x);
  if (size > 22) return x > 0 ? 1 : -1;
  const t = expm1(2 * size);
  const y = t / (t + 2);
  return x < 0 ? -y : y;
}
