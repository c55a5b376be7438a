/** What a person may ask the network core for. Plain data: it is stored, sent and compared as JSON. */

export type InitializerName = 'heNormal' | 'heUniform' | 'glorotNormal' | 'glorotUniform' | 'zeros';

/** A dense layer without `units` takes its width from the data; only the last dense layer may leave it out. */
export interface DenseSpec {
  layer: 'dense';
  units?: number;
  init: InitializerName;
}

export type LayerSpec =
  | DenseSpec
  | { layer: 'relu' }
  | { layer: 'leakyRelu'; slope: number }
  | { layer: 'sigmoid' }
  | { layer: 'tanh' }
  | { layer: 'softmax' }
  | { layer: 'dropout'; rate: number };

export type LossName = 'crossEntropy' | 'binaryCrossEntropy' | 'meanSquaredError';

/** Every `learningRate` is the rate before the schedule acts on it. */
export type OptimizerSpec =
  | { name: 'sgd'; learningRate: number }
  | { name: 'momentum'; learningRate: number; momentum: number; nesterov: boolean }
  | { name: 'rmsprop'; learningRate: number; beta: number; epsilon: number }
  | { name: 'adam'; learningRate: number; beta1: number; beta2: number; epsilon: number }
  | { name: 'adamw'; learningRate: number; beta1: number; beta2: number; epsilon: number; weightDecay: number }
  | { name: 'adagrad'; learningRate: number; epsilon: number };

/** `warmup` is the number of first epochs over which the rate rises linearly to its full value. */
export type ScheduleSpec =
  | { name: 'constant'; warmup: number }
  | { name: 'step'; every: number; factor: number; warmup: number }
  | { name: 'exponential'; factor: number; warmup: number }
  | { name: 'cosine'; minimum: number; warmup: number }
  | { name: 'plateau'; monitor: string; factor: number; patience: number; minimum: number; warmup: number };

export interface EarlyStoppingSpec {
  /** a metric of the epoch, for example `val_loss` or `val_accuracy` */
  monitor: string;
  patience: number;
  minDelta: number;
  /** `total` never resets the counter of epochs without improvement */
  count: 'consecutive' | 'total';
  restoreBest: boolean;
}

/** All that decides a training beside its data and its starting state. */
export interface TrainSpec {
  network: LayerSpec[];
  loss: LossName;
  penalties: { l1: number; l2: number };
  optimizer: OptimizerSpec;
  schedule: ScheduleSpec;
  /** the largest allowed L2 norm of the whole gradient, or null */
  clipNorm: number | null;
  epochs: number;
  batchSize: number;
  shuffle: boolean;
  seed: number;
  earlyStopping: EarlyStoppingSpec | null;
}

/**
 * A table that is ready to be learned from.
 * `x` is row-major `[rows, inputs]`. `y` holds a class index per row when the loss names classes,
 * else `outputs` numbers a row. The three lists hold row indices into both.
 */
export interface TrainingData {
  x: Float32Array;
  y: Float32Array;
  inputs: number;
  /** classes (two or more), or numbers a row for a regression */
  outputs: number;
  task: 'classification' | 'regression';
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
}

export type Metrics = Record<string, number>;
