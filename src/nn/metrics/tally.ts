import type { Matrix } from '../kernels/kernel.ts';
import type { Metrics } from '../spec.ts';

/** Gathers the metrics of one pass over a fixed set of rows, batch by batch, without allocating. */
export interface Tally {
  /** Begins a new pass. */
  reset(): void;
  /** prediction `[rows, classes or outputs]`, one column under binaryCrossEntropy; target as the loss takes it */
  add(prediction: Matrix, target: Matrix, rows: number, lossSum: number): void;
  /** Writes the metrics of the pass, once all rows were added, under the tally's prefix. */
  report(into: Metrics): void;
}

export type Phase = 'train' | 'val' | 'test';
