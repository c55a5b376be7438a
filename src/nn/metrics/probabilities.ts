import { log } from '../elementary.ts';

/**
 * Mean of `−log p` of the true class. probabilities `[rows, classes]`, row-major. Probabilities of 0 count as the
 * smallest normal difference from 1 (2^−52), so that one row cannot make the mean infinite.
 */
export function logLoss(probabilities: ArrayLike<number>, target: ArrayLike<number>, classes: number): number {
  let sum = 0;
  for (let r = 0; r < target.length; r++) sum -= log(Math.max(probabilities[r * classes + target[r]!]!, 2 ** -52));
  return sum / target.length;
}

/** Brier's score of the positive class of two: mean of `(p − y)²`. p `[rows]`; y `[rows]`: 1 or 0. */
export function brier(p: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let r = 0; r < y.length; r++) sum += (p[r]! - y[r]!) * (p[r]! - y[r]!);
  return sum / y.length;
}
