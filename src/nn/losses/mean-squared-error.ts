import type { Kernel } from '../kernels/kernel.ts';
import type { Evaluation, Loss } from './loss.ts';

/** `(z − y)²`, a mean over rows and outputs; backwards `dz = 2 (z − y) / (rows · outputs)`. */
export function meanSquaredError(kernel: Kernel, rows: number, outputs: number): Loss {
  const dz = kernel.matrix(rows, outputs);
  const result: Evaluation = { sum: 0, prediction: dz };
  return {
    terms: outputs,
    dz,
    evaluate(z, target, count) {
      result.prediction = z;
      result.sum = kernel.squaredError(z, target, null, count, 0);
      return result;
    },
    learn(z, target, count) {
      result.prediction = z;
      result.sum = kernel.squaredError(z, target, dz, count, 1 / (count * outputs));
      return result;
    },
  };
}
