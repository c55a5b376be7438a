import type { Activation, DenseParameters, Kernel, Matrix } from '../kernels/kernel.ts';
import type { Layer } from './layer.ts';

export interface DenseOptions {
  at: number;
  /** most rows in one pass */
  rows: number;
  weights: DenseParameters;
  /** null where the network only predicts */
  gradient: DenseParameters | null;
  /** an activation layer that follows and is computed together with this one */
  activation: Activation | null;
  inputGradient: boolean;
}

/** `Y = f(X·W + b)`; backwards `dZ = dY ∘ f′`, `dW = Xᵀ·dZ`, `db = Σ dZ`, `dX = dZ·Wᵀ`. */
export function dense(kernel: Kernel, { at, rows: most, weights, gradient, activation, inputGradient }: DenseOptions): Layer {
  const y = kernel.matrix(most, weights.units);
  const dx = inputGradient ? kernel.matrix(most, weights.inputs) : null;
  let input: Matrix | null = null;
  return {
    at,
    forward(x, rows) {
      input = x;
      kernel.affine(x, weights, y, rows, activation);
      return y;
    },
    backward(dy, rows) {
      if (!input || !gradient) throw new Error('a dense layer goes backwards only after a forward pass, in a network that keeps gradients');
      if (activation) kernel.activationGradient(y, dy, dy, rows, activation);
      kernel.parameterGradient(input, dy, gradient, rows);
      if (dx) kernel.inputGradient(dy, weights, dx, rows);
      return dx;
    },
  };
}
