import type { Kernel } from '../kernels/kernel.ts';
import type { Layer } from './layer.ts';

/** `p_j = exp(z_j) / Σ exp(z)`, the last layer of a classifier. Its way back is one step with the cross-entropy. */
export function softmax(kernel: Kernel, at: number, rows: number, units: number): Layer {
  const p = kernel.matrix(rows, units);
  return {
    at,
    forward(z, count) {
      kernel.softmax(z, p, count);
      return p;
    },
    backward() {
      throw new Error('softmax goes backwards together with its loss, crossEntropy');
    },
  };
}
