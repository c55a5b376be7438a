import type { Kernel, Matrix } from '../kernels/kernel.ts';
import type { LossName } from '../spec.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { crossEntropy } from './cross-entropy.ts';
import { meanSquaredError } from './mean-squared-error.ts';

/** A loss and, for a classifier, the head of the network that it takes backwards in one step. */
export interface Loss {
  /** terms a row: a mean loss is the sum divided by rows × terms */
  readonly terms: number;
  /**
   * z: what the network's forward pass gave; target: class index, or 0 and 1, or numbers a row.
   * Returns the sum of the loss over the rows, in float64, and what it was taken of.
   */
  evaluate(z: Matrix, target: Matrix, rows: number): Evaluation;
  /** The same, and leaves ∂(mean loss)/∂z in `dz`. */
  learn(z: Matrix, target: Matrix, rows: number): Evaluation;
  readonly dz: Matrix;
}

/** One object, reused by every call. */
export interface Evaluation {
  /** over the rows */
  sum: number;
  /** probabilities (one column under binaryCrossEntropy), or the numbers of a regression */
  prediction: Matrix;
}

const losses: Record<LossName, (kernel: Kernel, rows: number, units: number) => Loss> = {
  crossEntropy, binaryCrossEntropy, meanSquaredError,
};

/** `rows`: most rows in one pass; `units`: width of the network's last layer */
export const createLoss = (name: LossName, kernel: Kernel, rows: number, units: number): Loss => losses[name](kernel, rows, units);
