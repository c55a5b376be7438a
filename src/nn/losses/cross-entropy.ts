import type { Kernel } from '../kernels/kernel.ts';
import type { Evaluation, Loss } from './loss.ts';

/** `−log p_y` with p = softmax(z), over classes; backwards through both at once: `dz = (p − y) / rows`. */
export function crossEntropy(kernel: Kernel, rows: number, classes: number): Loss {
  const dz = kernel.matrix(rows, classes);
  const result: Evaluation = { sum: 0, prediction: kernel.matrix(rows, classes) };
  return {
    terms: 1,
    dz,
    evaluate(z, target, count) {
      kernel.softmaxCrossEntropy(z, target, result.prediction, null, count, count);
      result.sum = kernel.result[0]!;
      return result;
    },
    learn(z, target, count) {
      kernel.softmaxCrossEntropy(z, target, result.prediction, dz, count, count);
      result.sum = kernel.result[0]!;
      return result;
    },
  };
}
