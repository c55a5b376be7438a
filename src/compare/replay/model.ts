import type { LayerSpec, LossName } from '../../nn/spec.ts';

/** What a replay computes from: a run's network and rows, and what is wanted of an epoch. Plain data, so that it can be sent to a worker. */

export type Part = 'train' | 'validation' | 'test';
export const parts: readonly Part[] = ['train', 'validation', 'test'];

export interface ReplayModel {
  network: readonly LayerSpec[];
  loss: LossName;
  task: 'classification' | 'regression';
  inputs: number;
  /** classes, or 1 for a regression */
  outputs: number;
  /** `[rows of the table, inputs]`, as the network takes them */
  x: Float32Array;
  /** class indices, or the target */
  y: Float32Array;
  /** rows of the table */
  rows: Record<Part, Uint32Array>;
}

export type RowKey = 'row' | 'actual' | 'predicted' | 'probability' | 'loss';

/** Two axes to cut the space of inputs by, through a point that the other inputs stay at. */
export interface Cut {
  axes: { kind: 'features'; x: number; y: number } | { kind: 'components' };
  /** a row of the table; null for the means of the training rows */
  through: number | null;
}

export interface Wish {
  part: Part;
  /** the class that probabilities, threshold and ROC are about */
  positive: number;
  /** of two classes, the positive one is predicted from this probability on */
  threshold: number;
  sort: { key: RowKey; descending: boolean };
  /** only the rows of this cell of the confusion matrix */
  cell: { actual: number; predicted: number } | null;
  cut: Cut;
  /** whether layers are measured: that takes a pass forwards and backwards over the training rows */
  layers: boolean;
  map: 'weights' | 'change';
}

/** Everything that is shown of one run at one epoch: computed as one, shown as one. */
export interface Frame {
  epoch: number;
  rows: RowsFrame;
  classes: ClassesFrame | null;
  numbers: NumbersFrame | null;
  /** empty where they are not asked for */
  layers: LayerFrame[];
  cut: CutFrame;
}

/** The rows of a part, by position. */
export interface RowsFrame {
  /** rows of the table */
  rows: Uint32Array;
  actual: Float32Array;
  /** class indices, or predictions */
  predicted: Float32Array;
  /** of the positive class; empty for a regression */
  probability: Float32Array;
  /** cross-entropy, or squared error */
  loss: Float32Array;
  /** positions of those that are asked for, in the order asked for */
  order: Uint32Array;
}

export const probabilityBins = 20;

export interface ClassesFrame {
  /** `[classes, classes]`: rows by true class, columns by predicted class */
  confusion: Uint32Array;
  accuracy: number;
  precision: number;
  recall: number;
  f1: number;
  auc: number;
  /** pairs of false and true positive rate, both NaN where there are no rows to take them of */
  roc: Float32Array;
  /** false and true positive rate at the threshold */
  at: [number, number];
  /** rows of the positive class, and of all others, by probability in `probabilityBins` equal bins from 0 to 1 */
  positives: Uint32Array;
  negatives: Uint32Array;
}

export interface Bins {
  from: number;
  to: number;
  counts: Uint32Array;
}

export interface NumbersFrame {
  /** of prediction − target */
  residuals: Bins;
  meanAbsolute: number;
  meanSquared: number;
  r2: number;
}

/** One dense layer. */
export interface LayerFrame {
  /** index in the list of layers */
  at: number;
  inputs: number;
  units: number;
  /** `[rows, columns]` of the map: inputs by units, thinned to what can be seen */
  map: Float32Array;
  mapRows: number;
  mapColumns: number;
  /** of weights and biases, even around 0 */
  histogram: Bins;
  /** L2 norms of the weights, and of what changed since the epoch before; null at epoch 0 */
  norm: number;
  change: number | null;
  /** L2 norm of this layer's part of the gradient of the loss over the training rows, without dropout and penalties */
  gradientNorm: number;
  /** share of the units behind a ReLU that are 0 on every training row; null where no ReLU follows */
  dead: number | null;
}

export interface CutFrame {
  /** values or probabilities at the centres of `size × size` cells, row-major, the lowest y first */
  values: Float32Array;
  /** class that is predicted there; empty for a regression */
  classes: Uint8Array;
  size: number;
  x: [number, number];
  y: [number, number];
  /** where the rows of the part are, as pairs; positions as in `RowsFrame` */
  points: Float32Array;
}

/** A row through epochs. */
export interface Biography {
  /** of the true class; the prediction itself for a regression */
  probability: Float32Array;
  loss: Float32Array;
  /** class indices; empty for a regression */
  predicted: Uint16Array;
}
