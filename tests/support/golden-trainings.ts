import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createGenerator } from '../../src/nn/random.ts';
import type { LayerSpec, TrainSpec, TrainingData } from '../../src/nn/spec.ts';
import { train } from '../../src/nn/train.ts';

export interface GoldenTraining {
  name: string;
  changes: Partial<TrainSpec>;
}

const network = (activation: LayerSpec, last: LayerSpec[]): LayerSpec[] => [
  { layer: 'dense', units: 13, init: 'heNormal' }, activation,
  { layer: 'dense', units: 6, init: 'glorotUniform' }, activation,
  { layer: 'dense', init: 'glorotNormal' }, ...last,
];
const adam = { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

const base: TrainSpec = {
  network: network({ layer: 'relu' }, [{ layer: 'softmax' }]),
  loss: 'crossEntropy', penalties: { l1: 0, l2: 0 }, optimizer: adam, schedule: { name: 'constant', warmup: 0 },
  clipNorm: null, epochs: 6, batchSize: 10, shuffle: true, seed: 3, earlyStopping: null,
};

/** Each begins from the same 64 rows of 9 features and differs from an Adam training of three classes as it says. */
export const goldenTrainings: GoldenTraining[] = [
  { name: 'adam', changes: {} },
  { name: 'adamw', changes: { optimizer: { ...adam, name: 'adamw', weightDecay: 0.05 } } },
  { name: 'sgd', changes: { optimizer: { name: 'sgd', learningRate: 0.1 } } },
  { name: 'momentum', changes: { optimizer: { name: 'momentum', learningRate: 0.05, momentum: 0.9, nesterov: false } } },
  { name: 'nesterov', changes: { optimizer: { name: 'momentum', learningRate: 0.05, momentum: 0.9, nesterov: true } } },
  { name: 'rmsprop', changes: { optimizer: { name: 'rmsprop', learningRate: 0.01, beta: 0.9, epsilon: 1e-7 } } },
  { name: 'adagrad', changes: { optimizer: { name: 'adagrad', learningRate: 0.05, epsilon: 1e-7 } } },
  { name: 'leaky relu', changes: { network: network({ layer: 'leakyRelu', slope: 0.1 }, [{ layer: 'softmax' }]) } },
  { name: 'tanh', changes: { network: network({ layer: 'tanh' }, [{ layer: 'softmax' }]) } },
  { name: 'sigmoid', changes: { network: network({ layer: 'sigmoid' }, [{ layer: 'softmax' }]) } },
  { name: 'dropout', changes: { network: network({ layer: 'dropout', rate: 0.3 }, [{ layer: 'softmax' }]) } },
  {
    name: 'two classes, one unit',
    changes: { loss: 'binaryCrossEntropy', network: network({ layer: 'relu' }, [{ layer: 'sigmoid' }]) },
  },
  { name: 'regression', changes: { loss: 'meanSquaredError', network: network({ layer: 'tanh' }, []) } },
  { name: 'penalties and clipping', changes: { penalties: { l1: 0.001, l2: 0.01 }, clipNorm: 0.2 } },
  { name: 'step schedule', changes: { schedule: { name: 'step', every: 2, factor: 0.3, warmup: 0 } } },
  { name: 'exponential schedule', changes: { schedule: { name: 'exponential', factor: 0.7, warmup: 0 } } },
  { name: 'cosine schedule with warm-up', changes: { schedule: { name: 'cosine', minimum: 0.001, warmup: 2 } } },
  {
    name: 'plateau schedule',
    changes: {
      optimizer: { ...adam, learningRate: 0.2 },
      schedule: { name: 'plateau', monitor: 'val_loss', factor: 0.1, patience: 1, minimum: 0, warmup: 0 },
    },
  },
  {
    name: 'early stopping, best weights restored',
    changes: {
      epochs: 60, optimizer: { ...adam, learningRate: 0.1 },
      earlyStopping: { monitor: 'val_loss', patience: 3, minDelta: 0, count: 'consecutive', restoreBest: true },
    },
  },
  { name: 'one batch, rows in their order', changes: { batchSize: 64, shuffle: false } },
];

/** The whole of a golden training: its spec and its rows. */
export function goldenWork(changes: Partial<TrainSpec>): { spec: TrainSpec; data: TrainingData } {
  const spec = { ...base, ...changes };
  return { spec, data: goldenRows(spec.loss) };
}

export function goldenWeights(kernel: Kernel, changes: Partial<TrainSpec>): Float32Array {
  const { spec, data } = goldenWork(changes);
  const training = train(spec, data, { kernel });
  let next = training.next();
  while (!next.done) next = training.next('continue');
  return next.value.weights;
}

/** Features are normal; a target depends on three of them and some noise. */
function goldenRows(loss: TrainSpec['loss']): TrainingData {
  const generator = createGenerator(11, 'golden');
  const [rows, inputs] = [64, 9];
  const x = Float32Array.from({ length: rows * inputs }, () => generator.normal());
  const score = (row: number): number => x[row * inputs]! - x[row * inputs + 3]! * x[row * inputs + 5]! + generator.normal() / 4;
  const list = Uint32Array.from({ length: rows }, (_, row) => row);
  const split = { train: list.subarray(0, 47), validation: list.subarray(47, 58), test: list.subarray(58) };
  if (loss === 'meanSquaredError') {
    const y = Float32Array.from({ length: rows * 2 }, (_, i) => score(Math.floor(i / 2)));
    return { x, y, inputs, outputs: 2, task: 'regression', ...split };
  }
  const classes = loss === 'crossEntropy' ? 3 : 2;
  const y = Float32Array.from({ length: rows }, (_, row) => Math.min(classes - 1, Math.max(0, Math.floor(score(row) + classes / 2))));
  return { x, y, inputs, outputs: classes, task: 'classification', ...split };
}
