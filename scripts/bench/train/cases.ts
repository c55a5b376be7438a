import { builtIns } from '../../../src/data/built-ins.ts';
import type { Column } from '../../../src/data/table.ts';
import { createGenerator, shuffle } from '../../../src/nn/random.ts';
import type { TrainSpec, TrainingData } from '../../../src/nn/spec.ts';

/** One piece of work that every contender does alike. */
export interface Case {
  name: string;
  /** widths of all layers, the input first */
  sizes: number[];
  batchSize: number;
  epochs: number;
  load(): TrainingData;
}

export const cases: readonly Case[] = [
  { name: 'small', sizes: [30, 24, 24, 2], batchSize: 32, epochs: 200, load: wdbc },
  { name: 'tiny', sizes: [30, 24, 24, 2], batchSize: 8, epochs: 200, load: wdbc },
  { name: 'medium', sizes: [64, 128, 64, 10], batchSize: 64, epochs: 50, load: digits },
  { name: 'large', sizes: [784, 512, 256, 10], batchSize: 128, epochs: 2, load: synthetic },
];

/** ReLU between dense layers, softmax with cross-entropy at the end, Adam. */
export const specOf = ({ sizes, batchSize, epochs }: Pick<Case, 'sizes' | 'batchSize' | 'epochs'>): TrainSpec => ({
  network: [
    ...sizes.slice(1, -1).flatMap((units) => [{ layer: 'dense', units, init: 'heNormal' } as const, { layer: 'relu' } as const]),
    { layer: 'dense', init: 'heNormal' }, { layer: 'softmax' },
  ],
  loss: 'crossEntropy', penalties: { l1: 0, l2: 0 },
  optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  schedule: { name: 'constant', warmup: 0 },
  clipNorm: null, epochs, batchSize, shuffle: true, seed: 2, earlyStopping: null,
});

/** floating-point operations of the products of one training: forward, and twice as many backward but for the first layer's input */
export function flopsOf({ sizes, epochs }: Case, { train, validation }: TrainingData): number {
  const forward = sizes.slice(1).reduce((sum, units, at) => sum + 2 * sizes[at]! * units, 0);
  const backward = 2 * forward - 2 * sizes[0]! * sizes[1]!;
  return epochs * (train.length * (forward + backward) + validation.length * forward);
}

/** 455 training rows, standardised by them, and 114 to validate */
function wdbc(): TrainingData {
  const data = builtIn('wdbc', 455, true);
  const { x, train, inputs } = data;
  for (let c = 0; c < inputs; c++) {
    const values = Array.from(train, (row) => x[row * inputs + c]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    for (let at = c; at < x.length; at += inputs) x[at] = (x[at]! - mean) / deviation;
  }
  return data;
}

/** 1437 training rows, from 0 to 1 */
function digits(): TrainingData {
  const data = builtIn('digits', 1437, false);
  return { ...data, x: data.x.map((value) => value / 16) };
}

function builtIn(name: string, trainRows: number, validate: boolean): TrainingData {
  const { target, load } = builtIns.find((set) => set.name === name)!;
  const { columns, rows } = load();
  const features = columns.filter((column) => column.name !== target).flatMap((column) => (column.type === 'numeric' ? [column] : []));
  const labels = labelsOf(columns.find((column) => column.name === target)!);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  shuffle(order, createGenerator(1, name));
  return {
    x: Float32Array.from({ length: rows * features.length }, (_, i) => features[i % features.length]!.values[Math.floor(i / features.length)]!),
    y: Float32Array.from(labels),
    inputs: features.length, outputs: new Set(labels).size, task: 'classification',
    train: order.slice(0, trainRows), validation: validate ? order.slice(trainRows) : new Uint32Array(), test: new Uint32Array(),
  };
}

const labelsOf = (column: Column): ArrayLike<number> & Iterable<number> => (column.type === 'numeric' ? column.values : column.codes);

/** 10,000 rows of 784 uniform numbers; the class is the largest of ten random projections */
function synthetic(): TrainingData {
  const [rows, inputs, outputs] = [10_000, 784, 10];
  const generator = createGenerator(1, 'synthetic');
  const x = Float32Array.from({ length: rows * inputs }, () => generator.float());
  const projections = Float32Array.from({ length: inputs * outputs }, () => generator.normal());
  const scores = new Float64Array(outputs);
  const y = Float32Array.from({ length: rows }, (_, row) => {
    scores.fill(0);
    for (let k = 0; k < inputs; k++) for (let c = 0; c < outputs; c++) scores[c]! += x[row * inputs + k]! * projections[k * outputs + c]!;
    return scores.indexOf(Math.max(...scores));
  });
  const train = Uint32Array.from({ length: rows }, (_, row) => row);
  return { x, y, inputs, outputs, task: 'classification', train, validation: new Uint32Array(), test: new Uint32Array() };
}
