import type { Matrix } from '../kernels/kernel.ts';

/** A layer turns rows into rows. Its matrices belong to it and are used again by the next pass. */
export interface Layer {
  /** index in the list of layer specs */
  readonly at: number;
  /** x `[rows, inputs]` → `[rows, units]`. Dropout acts in training alone. */
  forward(x: Matrix, rows: number, mode: Mode): Matrix;
  /**
   * ∂loss/∂output `[rows, units]` → ∂loss/∂input `[rows, inputs]`, for the rows of the last forward pass;
   * leaves the gradients of the layer's own parameters in their block. May overwrite `dy` and return it.
   * Null from a first layer whose input gradient nobody wants.
   */
  backward(dy: Matrix, rows: number): Matrix | null;
}

export type Mode = 'training' | 'inference';
