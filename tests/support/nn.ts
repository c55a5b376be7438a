import { expect } from 'vitest';
import type { TrainCommand, TrainEvent, TrainOutcome, TrainState } from '../../src/nn/events.ts';
import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { createGenerator } from '../../src/nn/random.ts';
import type { LayerSpec, Metrics, OptimizerSpec, TrainingData, TrainSpec } from '../../src/nn/spec.ts';
import { train, type TrainOptions } from '../../src/nn/train.ts';
import type { TrainingTable } from '../../src/nn/training-table.ts';

export const dense = (units?: number): LayerSpec => ({ layer: 'dense', init: 'glorotUniform', ...(units === undefined ? {} : { units }) });

export const adam: OptimizerSpec = { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/** A classifier with one hidden layer, trained for a few epochs without early stopping. */
export const trainSpec = (changes: Partial<TrainSpec> = {}): TrainSpec => ({
  network: [dense(6), { layer: 'tanh' }, dense(), { layer: 'softmax' }],
  loss: 'crossEntropy',
  penalties: { l1: 0, l2: 0 },
  optimizer: adam,
  schedule: { name: 'constant', warmup: 0 },
  clipNorm: null,
  epochs: 5,
  batchSize: 8,
  shuffle: true,
  seed: 7,
  earlyStopping: null,
  ...changes,
});

/** `classes` clouds around points of the unit circle with standard deviation `noise`, `rows` in all; the last fifth validates, and the fifth before it tests. */
export function clouds(rows = 40, classes = 2, noise = 0.4): TrainingData {
  const chance = createGenerator(1, 'clouds');
  const x = new Float32Array(rows * 2);
  const y = Float32Array.from({ length: rows }, (_, i) => i % classes);
  y.forEach((label, i) => {
    const angle = (2 * Math.PI * label) / classes;
    x[2 * i] = Math.cos(angle) + noise * chance.normal();
    x[2 * i + 1] = Math.sin(angle) + noise * chance.normal();
  });
  const fifth = Math.floor(rows / 5);
  return { x, y, inputs: 2, outputs: classes, task: 'classification', ...parts(rows, fifth, fifth) };
}

/** `y = x₀² − x₁ + 0.1·noise`, with the same parts as `clouds`. */
export function parabola(rows = 40, seed = 1): TrainingData {
  const chance = createGenerator(seed, 'parabola');
  const x = Float32Array.from({ length: rows * 2 }, () => 2 * chance.float() - 1);
  const y = Float32Array.from({ length: rows }, (_, i) => x[2 * i]! ** 2 - x[2 * i + 1]! + 0.1 * chance.normal());
  const fifth = Math.floor(rows / 5);
  return { x, y, inputs: 2, outputs: 1, task: 'regression', ...parts(rows, fifth, fifth) };
}

/** The first rows train, then some test, and the last ones validate. */
export function parts(rows: number, test: number, validation: number): Pick<TrainingData, 'train' | 'validation' | 'test'> {
  const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
  const train = rows - test - validation;
  return { train: range(0, train), test: range(train, train + test), validation: range(train + test, rows) };
}

export interface Trained {
  /** metrics of each epoch, in order */
  epochs: Metrics[];
  /** epochs that were the best so far, counted from 1 */
  bestEpochs: number[];
  /** weights after each epoch, the starting ones first */
  weights: Float32Array[];
  /** states in which training could go on, at the same places */
  states: TrainState[];
  interruptions: number;
  outcome: TrainOutcome;
}

export interface Instructions extends Partial<TrainOptions> {
  /** answers an event; `continue` by default */
  answer?: (event: TrainEvent) => TrainCommand;
}

/** Runs a training to its end and keeps everything that it said. */
export function runTraining(spec: TrainSpec, data: TrainingTable, { answer = () => 'continue', ...options }: Instructions = {}): Trained {
  const kernel: Kernel = options.kernel ?? createReferenceKernel('float32');
  const said: Omit<Trained, 'outcome'> = { epochs: [], bestEpochs: [], weights: [], states: [], interruptions: 0 };
  const running = train(spec, data, { ...options, kernel });
  let result = running.next('continue');
  while (!result.done) {
    const event = result.value;
    if (event.kind === 'interrupted') said.interruptions++;
    else {
      said.weights.push(event.session.exportWeights());
      said.states.push(structuredClone(event.session.exportState()));
    }
    if (event.kind === 'epoch') {
      said.epochs.push({ ...event.metrics });
      if (event.best) said.bestEpochs.push(event.epoch);
    }
    result = running.next(answer(event));
  }
  return { ...said, outcome: result.value };
}

/** Matches the refusal of a spec, of data or of a state. */
export const networkError = (field: string, message: RegExp): Error =>
  expect.objectContaining({ name: 'NetworkError', field, message: expect.stringMatching(message) as string }) as Error;
