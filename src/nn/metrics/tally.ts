import type { Matrix } from '../kernels/kernel.ts';
import type { Metrics } from '../spec.ts';

/** Gathers the metrics of one pass over a fixed set of rows, batch by batch, without allocating. */
export interface Tally {
  /** Begins a new pass. */
  reset(): void;
  /** target as the loss takes it */
  add(batch: MeasuredBatch, target: Matrix, rows: number): void;
  /** Writes the metrics of the pass, once all rows were added, under the tally's prefix. */
  report(into: Metrics): void;
}

/** What a loss found: its sum over the rows, and prediction `[rows, classes or outputs]`, one column under binaryCrossEntropy. */
export interface MeasuredBatch {
  sum: number;
  prediction: Matrix;
}

export type Phase = 'train' | 'val' | 'test';
