import { describe, expect, test } from 'vitest';
import type { LayerSpec, OptimizerSpec, ScheduleSpec, TrainSpec } from '../../src/nn/spec.ts';
import { adam, clouds, dense, networkError, runTraining, trainSpec } from '../support/nn.ts';

const optimizers: OptimizerSpec[] = [
  { name: 'sgd', learningRate: 0.1 },
  { name: 'momentum', learningRate: 0.05, momentum: 0.9, nesterov: false },
  { name: 'momentum', learningRate: 0.05, momentum: 0.9, nesterov: true },
  { name: 'rmsprop', learningRate: 0.01, beta: 0.9, epsilon: 1e-7 },
  adam,
  { name: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 },
  { name: 'adagrad', learningRate: 0.05, epsilon: 1e-7 },
];
const schedules: ScheduleSpec[] = [
  { name: 'step', every: 2, factor: 0.5, warmup: 2 },
  { name: 'exponential', factor: 0.8, warmup: 0 },
  { name: 'cosine', minimum: 0.001, warmup: 1 },
  // A rate so high that val_loss stops falling, and a patience that several epochs are needed to use up.
  { name: 'plateau', monitor: 'val_loss', factor: 0.5, patience: 2, minimum: 0, warmup: 0 },
];
const withDropout: LayerSpec[] = [{ layer: 'dropout', rate: 0.1 }, dense(6), { layer: 'relu' }, { layer: 'dropout', rate: 0.3 }, dense(), { layer: 'softmax' }];
const stopping = (count: 'consecutive' | 'total') => ({ monitor: 'val_accuracy', patience: 3, minDelta: 0, count, restoreBest: true });
const hasty: OptimizerSpec = { name: 'adam', learningRate: 0.3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

const cases: [string, Partial<TrainSpec>][] = [
  ...optimizers.map((optimizer): [string, Partial<TrainSpec>] => [JSON.stringify(optimizer), { optimizer }]),
  ...schedules.map((schedule): [string, Partial<TrainSpec>] => [`the schedule ${schedule.name}`, { schedule, optimizer: hasty }]),
  ['dropout', { network: withDropout }],
  ['early stopping', { optimizer: hasty, earlyStopping: stopping('consecutive'), epochs: 40 }],
  ['early stopping that counts the total', { optimizer: hasty, earlyStopping: stopping('total'), epochs: 40 }],
  ['penalties and clipping', { penalties: { l1: 0.001, l2: 0.01 }, clipNorm: 0.5 }],
];

describe('a training that goes on from any epoch equals one that was never interrupted', () => {
  test.each(cases)('%s', (_, changes) => {
    const spec = trainSpec({ epochs: 10, ...changes });
    const data = clouds(40, 3);
    const whole = runTraining(spec, data);
    expect(whole.epochs.length).toBeGreaterThan(3);
    whole.states.forEach((state, epoch) => {
      // States were cloned as a worker's messages are; the starting weights come with them.
      const resumed = runTraining(spec, data, { start: state });
      expect(resumed.epochs).toEqual(whole.epochs.slice(epoch));
      expect(resumed.weights).toEqual(whole.weights.slice(epoch));
      expect(resumed.states).toEqual(whole.states.slice(epoch));
      expect(resumed.outcome.weights).toEqual(whole.outcome.weights);
      expect(resumed.outcome).toMatchObject({ kind: 'completed', epochs: whole.outcome.epochs, best: whole.outcome.best });
    });
  });

  test('among them the plateau lowers the rate, and early stopping stops', () => {
    const trained = (name: string) => runTraining(trainSpec({ epochs: 10, ...cases.find(([given]) => given === name)![1] }), clouds(40, 3));
    const rates = trained('the schedule plateau').epochs.map((metrics) => metrics['learning_rate']!);
    expect(rates.at(-1)).toBeLessThan(rates[0]!);
    expect(trained('early stopping').outcome).toMatchObject({ stopReason: 'earlyStopping' });
    expect(trained('early stopping that counts the total').outcome).toMatchObject({ stopReason: 'earlyStopping' });
  });
});

test('a state holds a stream of chance for the order of rows and for each dropout layer', () => {
  const { states } = runTraining(trainSpec({ network: withDropout }), clouds());
  for (const { generators } of states) expect(Object.keys(generators).sort()).toEqual(['dropout/0', 'dropout/3', 'shuffle']);
  const last = states.at(-1)!.generators;
  expect(new Set(Object.values(last).map(String)).size).toBe(3);
});

describe('a training that goes on with another spec', () => {
  const data = clouds();
  const state = runTraining(trainSpec(), data).states[3]!;

  test('gets more epochs', () => {
    const longer = runTraining(trainSpec({ epochs: 8 }), data);
    expect(runTraining(trainSpec({ epochs: 8 }), data, { start: state }).outcome).toEqual(longer.outcome);
  });

  test('begins anew with another optimizer', () => {
    const { states, outcome } = runTraining(trainSpec({ optimizer: { name: 'sgd', learningRate: 0.1 } }), data, { start: state });
    expect(states[0]!.optimizer).toEqual({ name: 'sgd', step: 0, slots: [] });
    expect(states[0]!.weights).toEqual(state.weights);
    expect(outcome.epochs).toBe(5);
  });

  test('keeps the best epoch, judged by the metric that is monitored from here on', () => {
    const earlyStopping = { monitor: 'train_accuracy', patience: 9, minDelta: 2, count: 'consecutive' as const, restoreBest: true };
    const { outcome } = runTraining(trainSpec({ earlyStopping }), data, { start: state });
    expect(outcome.best!.epoch).toBe(state.best!.epoch);
    expect(outcome.weights).toEqual(state.best!.weights);
  });

  test('is refused where the state has another number of weights', () => {
    const wider = trainSpec({ network: [dense(7), { layer: 'tanh' }, dense(), { layer: 'softmax' }] });
    expect(() => runTraining(wider, data, { start: state })).toThrow(/32 numbers, and the network has 37 parameters/);
  });

  test('is refused where the optimizer state has another size', () => {
    const damaged = { ...state, optimizer: { ...state.optimizer, slots: [new Float32Array(3), new Float32Array(3)] } };
    expect(() => runTraining(trainSpec(), data, { start: damaged })).toThrow(networkError('optimizer.name', /not one of adam/));
  });
});
