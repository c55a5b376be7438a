import { exp, log } from '../../src/nn/elementary.ts';
import type { Generator } from '../../src/nn/random.ts';

/** Values as people choose and as measurements scatter, drawn from a generator. */

export const pick = <T>(random: Generator, values: readonly T[]): T => values[random.int(values.length)]!;

export const chance = (random: Generator, share: number): boolean => random.float() < share;

/** The first values much more often than the last ones: the k-th with weight 1/k. */
export function pickEarly<T>(random: Generator, values: readonly T[]): T {
  const total = values.reduce((sum, _, at) => sum + 1 / (at + 1), 0);
  let left = random.float() * total;
  for (const [at, value] of values.entries()) {
    left -= 1 / (at + 1);
    if (left < 0) return value;
  }
  return values[values.length - 1]!;
}

/** Evenly on a logarithmic scale, with two significant digits, as a sweep tries them. */
export function logUniform(random: Generator, from: number, to: number): number {
  return Number(exp(log(from) + random.float() * (log(to) - log(from))).toPrecision(2));
}
