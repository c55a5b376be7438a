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
      kernel.squaredError(z, target, null, count, count * outputs);
      result.sum = kernel.result[0]!;
      return result;
    },
    learn(z, target, count) {
      result.prediction = z;
      kernel.squaredError(z, target, dz, count, count * outputs);
      result.sum = kernel.result[0]!;
      return result;
    },
  };
}
