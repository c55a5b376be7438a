import { describe, expect, test } from 'vitest';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { createPredictor } from '../../src/nn/predictor.ts';
import type { LayerSpec, TrainSpec } from '../../src/nn/spec.ts';
import { clouds, dense, parabola, runTraining, trainSpec } from '../support/nn.ts';

const regression: Partial<TrainSpec> = { network: [dense(6), { layer: 'tanh' }, dense()], loss: 'meanSquaredError' };

describe('the events of a training', () => {
  test('begin with the starting weights, then tell of each epoch', () => {
    const data = clouds();
    const { epochs, weights, outcome } = runTraining(trainSpec({ epochs: 4 }), data);
    expect(epochs).toHaveLength(4);
    expect(weights).toHaveLength(5);
    expect(outcome).toMatchObject({ kind: 'completed', stopReason: 'epochs', epochs: 4, weightsEpoch: 4 });
    expect(outcome.weights).toEqual(weights[4]);
  });

  test('start from given weights', () => {
    const initialWeights = new Float32Array(32).map((_, i) => i / 64);
    expect(runTraining(trainSpec({ epochs: 1 }), clouds(), { initialWeights }).weights[0]).toEqual(initialWeights);
  });

  test('count steps, of which the last of an epoch may be smaller', () => {
    // 24 training rows in batches of 10: three steps an epoch.
    const { states } = runTraining(trainSpec({ epochs: 3, batchSize: 10 }), clouds());
    expect(states.map(({ step }) => step)).toEqual([0, 3, 6, 9]);
  });

  test('name the metrics of a classifier', () => {
    const { epochs, outcome } = runTraining(trainSpec({ epochs: 1 }), clouds());
    const of = (phase: string) => ['loss', 'accuracy', 'precision', 'recall', 'f1', 'roc_auc'].map((name) => `${phase}_${name}`);
    expect(Object.keys(epochs[0]!)).toEqual([...of('train'), ...of('val'), 'learning_rate', 'gradient_norm']);
    expect(Object.keys(outcome.metrics)).toEqual([...of('train'), ...of('val'), 'learning_rate', 'gradient_norm', ...of('test')]);
  });

  test('name the metrics of a regression', () => {
    const { epochs } = runTraining(trainSpec({ ...regression, epochs: 1 }), parabola());
    const of = (phase: string) => ['loss', 'mse', 'mae', 'r2'].map((name) => `${phase}_${name}`);
    expect(Object.keys(epochs[0]!)).toEqual([...of('train'), ...of('val'), 'learning_rate', 'gradient_norm']);
  });

  test('have no val_ and test_ metrics without such rows', () => {
    const { outcome } = runTraining(trainSpec({ epochs: 1 }), { ...clouds(), validation: new Uint32Array(), test: new Uint32Array() });
    expect(Object.keys(outcome.metrics).filter((name) => !name.startsWith('train_'))).toEqual(['learning_rate', 'gradient_norm']);
  });

  test('tell the learning rate that the schedule gave', () => {
    const { epochs } = runTraining(trainSpec({ epochs: 3, schedule: { name: 'step', every: 1, factor: 0.5, warmup: 0 } }), clouds());
    expect(epochs.map((metrics) => metrics['learning_rate'])).toEqual([0.01, 0.005, 0.0025]);
  });
});

describe('the metrics of an epoch', () => {
  test('val_ is what the weights after the epoch give', () => {
    const data = clouds(60, 3);
    const { epochs, weights } = runTraining(trainSpec({ epochs: 2 }), data);
    expect(epochs[1]!['val_loss']).toBeCloseTo(lossOf(weights[2]!, data, data.validation), 6);
  });

  test('train_ is a mean over the rows as they were trained: with one step an epoch, of the weights before it', () => {
    const data = clouds(60, 3);
    const { epochs, weights } = runTraining(trainSpec({ epochs: 2, batchSize: 100 }), data);
    expect(epochs[1]!['train_loss']).toBeCloseTo(lossOf(weights[1]!, data, data.train), 6);
  });

  test('test_ is what the final weights give', () => {
    const data = clouds(60, 3);
    const { outcome } = runTraining(trainSpec({ epochs: 2 }), data);
    expect(outcome.metrics['test_loss']).toBeCloseTo(lossOf(outcome.weights, data, data.test), 6);
  });

  test('val_ is taken without dropout', () => {
    const data = clouds(60, 3);
    const network: LayerSpec[] = [dense(6), { layer: 'tanh' }, { layer: 'dropout', rate: 0.5 }, dense(), { layer: 'softmax' }];
    const { epochs, weights } = runTraining(trainSpec({ network, epochs: 2 }), data);
    expect(epochs[1]!['val_loss']).toBeCloseTo(lossOf(weights[2]!, data, data.validation), 6);
  });

  test('do not contain the penalties, which act on the weights', () => {
    const data = clouds();
    const once = trainSpec({ epochs: 1, batchSize: 100 });
    const free = runTraining(once, data);
    const penalised = runTraining({ ...once, penalties: { l1: 0.1, l2: 10 } }, data);
    expect(penalised.epochs[0]!['train_loss']).toBe(free.epochs[0]!['train_loss']);
    expect(penalised.outcome.weights).not.toEqual(free.outcome.weights);
  });

  test('gradient_norm is that before clipping', () => {
    const data = clouds();
    const once = trainSpec({ epochs: 1, batchSize: 100, optimizer: { name: 'sgd', learningRate: 1 } });
    const free = runTraining(once, data);
    const clipped = runTraining({ ...once, clipNorm: 0.01 }, data);
    expect(clipped.epochs[0]!['gradient_norm']).toBe(free.epochs[0]!['gradient_norm']);
    const moved = clipped.weights[1]!.map((w, i) => w - clipped.weights[0]![i]!);
    expect(Math.hypot(...moved)).toBeCloseTo(0.01, 6);
  });

  /** Mean cross-entropy of the default network on some rows, by another way through the core. */
  function lossOf(weights: Float32Array, data: ReturnType<typeof clouds>, rows: Uint32Array): number {
    const predictor = createPredictor(createReferenceKernel('float64'), { network: trainSpec().network, loss: 'crossEntropy', inputs: 2, outputs: data.outputs });
    predictor.setWeights(weights);
    const p = predictor.predict(data.x, data.y.length);
    return rows.reduce((sum, row) => sum - Math.log(p[row * data.outputs + data.y[row]!]!), 0) / rows.length;
  }
});

describe('what decides the outcome', () => {
  test('the same spec and data give the same bits', () => {
    expect(runTraining(trainSpec(), clouds())).toEqual(runTraining(trainSpec(), clouds()));
  });

  test('another seed gives another training', () => {
    expect(runTraining(trainSpec({ seed: 8 }), clouds()).outcome.weights).not.toEqual(runTraining(trainSpec(), clouds()).outcome.weights);
  });

  test('dropout leaves starting weights and the order of rows as they were', () => {
    const network: LayerSpec[] = [dense(6), { layer: 'tanh' }, { layer: 'dropout', rate: 0 }, dense(), { layer: 'softmax' }];
    const without = trainSpec({ network: network.filter(({ layer }) => layer !== 'dropout') });
    // With a rate of 0 nothing is dropped; only the last layer's stream has another name.
    const initialWeights = runTraining(without, clouds()).weights[0]!;
    expect(runTraining(trainSpec({ network }), clouds(), { initialWeights }).outcome.weights)
      .toEqual(runTraining(without, clouds(), { initialWeights }).outcome.weights);
  });

  test('without shuffling the rows stay in order: the seed decides nothing any more', () => {
    const initialWeights = new Float32Array(32).map((_, i) => Math.sin(i));
    const train = (seed: number) => runTraining(trainSpec({ shuffle: false, seed }), clouds(), { initialWeights });
    expect(train(1).outcome.weights).toEqual(train(2).outcome.weights);
  });
});

describe('early stopping', () => {
  // A large rate on few rows of classes that overlap: val_loss soon gets worse.
  const overlapping = clouds(40, 2, 2);
  const overfitting = (changes = {}) => trainSpec({
    epochs: 60, optimizer: { name: 'adam', learningRate: 0.2, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    earlyStopping: { monitor: 'val_loss', patience: 5, minDelta: 0, count: 'consecutive', restoreBest: true, ...changes },
  });

  test('ends with the weights and the test metrics of the best epoch', () => {
    const { epochs, bestEpochs, weights, outcome } = runTraining(overfitting(), overlapping);
    const best = bestEpochs.at(-1)!;
    expect(outcome).toMatchObject({ kind: 'completed', stopReason: 'earlyStopping', epochs: best + 5, weightsEpoch: best });
    expect(outcome.weights).toEqual(weights[best]);
    expect(outcome.best).toEqual({ epoch: best, metrics: epochs[best - 1] });
    expect(epochs[best - 1]!['val_loss']).toBe(Math.min(...epochs.map((metrics) => metrics['val_loss']!)));
  });

  test('ends with the best epoch at the epoch limit too', () => {
    const { bestEpochs, weights, outcome } = runTraining({ ...overfitting({ patience: 1000 }), epochs: 30 }, overlapping);
    expect(outcome).toMatchObject({ stopReason: 'epochs', epochs: 30, weightsEpoch: bestEpochs.at(-1) });
    expect(outcome.weights).toEqual(weights[bestEpochs.at(-1)!]);
    expect(bestEpochs.at(-1)).toBeLessThan(30);
  });

  test('ends with the last weights where restoreBest is off', () => {
    const { weights, outcome } = runTraining(overfitting({ restoreBest: false }), overlapping);
    expect(outcome.weightsEpoch).toBe(outcome.epochs);
    expect(outcome.weights).toEqual(weights.at(-1));
  });

  test('without it the best epoch by val_loss, or else train_loss, is still told', () => {
    const data = overlapping;
    const best = (trained: ReturnType<typeof runTraining>, name: string) =>
      trained.epochs.findIndex((metrics) => metrics[name] === Math.min(...trained.epochs.map((m) => m[name]!))) + 1;
    const spec = { ...overfitting(), epochs: 30, earlyStopping: null };
    const validated = runTraining(spec, data);
    const unvalidated = runTraining(spec, { ...data, validation: new Uint32Array() });
    expect(validated.outcome.best!.epoch).toBe(best(validated, 'val_loss'));
    expect(unvalidated.outcome.best!.epoch).toBe(best(unvalidated, 'train_loss'));
    expect(validated.outcome.weightsEpoch).toBe(30);
  });
});

describe('a training that is held', () => {
  test('asks before every step and goes on as if nothing had happened', () => {
    const held = runTraining(trainSpec(), clouds(), { interrupted: () => true });
    // 24 rows in batches of 8, for five epochs.
    expect(held.interruptions).toBe(15);
    expect({ ...held, interruptions: 0 }).toEqual(runTraining(trainSpec(), clouds()));
  });

  test('stopped in the middle of an epoch, ends with the weights of the last whole one', () => {
    let asked = 0;
    const { weights, epochs, outcome } = runTraining(trainSpec(), clouds(), {
      // The second step of the third epoch.
      interrupted: () => ++asked === 8,
      answer: (event) => (event.kind === 'interrupted' ? 'stop' : 'continue'),
    });
    expect(outcome).toMatchObject({ kind: 'stopped', stopReason: 'stopped', epochs: 2, weightsEpoch: 2 });
    expect(outcome.weights).toEqual(weights[2]);
    expect(outcome.metrics).toMatchObject(epochs[1]!);
  });

  test('stopped after an epoch, keeps it, and not the best one', () => {
    const spec = trainSpec({ earlyStopping: { monitor: 'val_loss', patience: 9, minDelta: 100, count: 'consecutive', restoreBest: true } });
    const { weights, outcome } = runTraining(spec, clouds(), { answer: (event) => (event.epoch === 3 ? 'stop' : 'continue') });
    expect(outcome).toMatchObject({ kind: 'stopped', epochs: 3, weightsEpoch: 3, best: { epoch: 1 } });
    expect(outcome.weights).toEqual(weights[3]);
  });

  test('stopped before the first step, has the starting weights and no metrics', () => {
    const { weights, outcome } = runTraining(trainSpec(), clouds(), { answer: () => 'stop' });
    expect(outcome).toMatchObject({ kind: 'stopped', epochs: 0, best: null, metrics: {} });
    expect(outcome.weights).toEqual(weights[0]);
  });
});
