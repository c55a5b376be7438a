import { describe, expect, test } from 'vitest';
import type { ScheduleSpec, TrainingData, TrainSpec } from '../../src/nn/spec.ts';
import { clouds, dense, networkError, parabola, runTraining, trainSpec } from '../support/nn.ts';

const stopping = (monitor: string) => ({ monitor, patience: 5, minDelta: 0, count: 'consecutive' as const, restoreBest: true });
const plateau = (monitor: string): ScheduleSpec => ({ name: 'plateau', monitor, factor: 0.1, patience: 5, minimum: 0, warmup: 0 });
const none = new Uint32Array();
const broken = <Name extends 'x' | 'y'>(name: Name, at: number, value: number): Partial<TrainingData> => {
  const values = clouds()[name];
  values[at] = value;
  return { [name]: values };
};

const specs: [string, Partial<TrainSpec>, string, RegExp][] = [
  ['no epoch', { epochs: 0 }, 'epochs', /whole number from 1/],
  ['half an epoch', { epochs: 1.5 }, 'epochs', /whole number from 1/],
  ['an empty batch', { batchSize: 0 }, 'batchSize', /whole number from 1/],
  ['a seed with a fraction', { seed: 0.5 }, 'seed', /2\^53/],
  ['a seed below 0', { seed: -1 }, 'seed', /2\^53/],
  ['clipping to nothing', { clipNorm: 0 }, 'clipNorm', /above 0/],
  ['dropping everything', { network: [{ layer: 'dropout', rate: 1 }, dense(), { layer: 'softmax' }] }, 'network.0.rate', /from 0 to below 1/],
  ['a slope below 0', { network: [dense(2), { layer: 'leakyRelu', slope: -1 }, dense(), { layer: 'softmax' }] }, 'network.1.slope', /from 0 to 1/],
  ['a regression loss for classes', { network: [dense()], loss: 'meanSquaredError' }, 'loss', /use crossEntropy or binaryCrossEntropy/],
  ['an unknown metric', { earlyStopping: stopping('val_r2') }, 'earlyStopping.monitor', /val_r2 is no metric of an epoch here; there are .*accuracy/],
  ['a metric of no epoch', { earlyStopping: stopping('test_loss') }, 'earlyStopping.monitor', /no metric of an epoch/],
  ['an unknown metric of a schedule', { schedule: plateau('val_mse') }, 'schedule.monitor', /no metric of an epoch/],
];

const tables: [string, Partial<TrainingData>, string, RegExp][] = [
  ['no training row', { train: none }, 'data.split', /no row to train on/],
  ['a row that is not there', { validation: Uint32Array.of(40) }, 'data.split', /names row 40, and the table has 40 rows/],
  ['a table of another shape', { inputs: 3 }, 'data', /where 40 rows of 3 make 120/],
  ['a feature that is missing', broken('x', 6, NaN), 'data.features', /Row 3 has a feature/],
  ['a feature that is infinite', broken('x', 7, Infinity), 'data.features', /Row 3 has a feature/],
  ['a target that is missing', broken('y', 5, NaN), 'data.target', /Row 5 has a target/],
  ['a class that is not there', broken('y', 5, 2), 'data.target', /Row 5 has the class 2, and the classes are 0 to 1/],
  ['a class below 0', broken('y', 5, -1), 'data.target', /class -1/],
  ['half a class', broken('y', 5, 0.5), 'data.target', /class 0.5/],
];

describe('a training is refused with', () => {
  test.each(specs)('%s', (_, changes, field, message) => {
    expect(() => runTraining(trainSpec(changes), clouds())).toThrow(networkError(field, message));
  });

  test.each(tables)('%s', (_, changes, field, message) => {
    expect(() => runTraining(trainSpec(), { ...clouds(), ...changes })).toThrow(networkError(field, message));
  });

  test('a loss for classes on numbers', () => {
    expect(() => runTraining(trainSpec(), parabola())).toThrow(networkError('loss', /use meanSquaredError/));
  });

  test('a monitor of validation rows where there are none, naming the way out', () => {
    const data = { ...clouds(), validation: none };
    const message = /no validation rows to take val_loss of; monitor train_loss, or give data.split a validation share/;
    expect(() => runTraining(trainSpec({ earlyStopping: stopping('val_loss') }), data)).toThrow(networkError('earlyStopping.monitor', message));
    expect(() => runTraining(trainSpec({ schedule: plateau('val_loss') }), data)).toThrow(networkError('schedule.monitor', message));
  });

  test('weights of another number, and with weights that are not finite', () => {
    expect(() => runTraining(trainSpec(), clouds(), { initialWeights: [1, 2, 3] })).toThrow(networkError('from', /3 numbers, and the network has 32/));
    expect(() => runTraining(trainSpec(), clouds(), { initialWeights: new Float32Array(32).fill(NaN) })).toThrow(networkError('from', /not finite/));
  });

  test('nothing before it, for rows that no list names', () => {
    const data = clouds();
    data.x[2 * 39] = NaN;
    expect(runTraining(trainSpec(), { ...data, validation: none }).outcome.kind).toBe('completed');
  });
});
