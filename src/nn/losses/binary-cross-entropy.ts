import type { Kernel } from '../kernels/kernel.ts';
import type { Evaluation, Loss } from './loss.ts';

/** `−y log p − (1 − y) log(1 − p)` with p = sigmoid(z), one unit; backwards through both at once: `dz = (p − y) / rows`. */
export function binaryCrossEntropy(kernel: Kernel, rows: number): Loss {
  const dz = kernel.matrix(rows, 1);
  const result: Evaluation = { sum: 0, prediction: kernel.matrix(rows, 1) };
  return {
    terms: 1,
    dz,
    evaluate(z, target, count) {
      kernel.sigmoidCrossEntropy(z, target, result.prediction, null, count, count);
      result.sum = kernel.result[0]!;
      return result;
    },
    learn(z, target, count) {
      kernel.sigmoidCrossEntropy(z, target, result.prediction, dz, count, count);
      result.sum = kernel.result[0]!;
      return result;
    },
  };
}
