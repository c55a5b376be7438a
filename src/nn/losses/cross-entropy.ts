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
      result.sum = kernel.softmaxCrossEntropy(z, target, result.prediction, null, count, 0);
      return result;
    },
    learn(z, target, count) {
      result.sum = kernel.softmaxCrossEntropy(z, target, result.prediction, dz, count, 1 / count);
      return result;
    },
  };
}
