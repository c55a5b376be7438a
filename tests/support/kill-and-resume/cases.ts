import type { RunConfigInput } from '../../../src/contract/run-config.ts';

const network: RunConfigInput['network'] = [{ layer: 'dense', units: 6 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }];
const withDropout: RunConfigInput['network'] = [
  { layer: 'dropout', rate: 0.1 }, { layer: 'dense', units: 6 }, { layer: 'relu' }, { layer: 'dropout', rate: 0.3 }, { layer: 'dense' }, { layer: 'softmax' },
];
/** A rate that is too high, so that the watched metric stops improving for a while. */
const hasty: RunConfigInput['optimizer'] = { name: 'adam', learningRate: 0.05 };

const cases: RunConfigInput[] = [
  { name: 'sgd', optimizer: { name: 'sgd' } },
  { name: 'momentum', optimizer: { name: 'momentum' } },
  { name: 'nesterov', optimizer: { name: 'momentum', nesterov: true } },
  { name: 'rmsprop', optimizer: { name: 'rmsprop' } },
  { name: 'adam', optimizer: { name: 'adam' } },
  { name: 'adamw', optimizer: { name: 'adamw' } },
  { name: 'adagrad', optimizer: { name: 'adagrad' } },
  { name: 'step', schedule: { name: 'step', every: 40, factor: 0.7, warmup: 5 } },
  { name: 'exponential', schedule: { name: 'exponential', factor: 0.99 } },
  { name: 'cosine', schedule: { name: 'cosine', minimum: 0.0001, warmup: 10 } },
  { name: 'plateau', schedule: { name: 'plateau', factor: 0.8, patience: 3 }, optimizer: hasty },
  { name: 'dropout', network: withDropout },
  { name: 'early stopping', optimizer: hasty, epochs: 5000, earlyStopping: { monitor: 'val_accuracy', patience: 300 } },
  { name: 'early stopping by the total', optimizer: hasty, epochs: 5000, earlyStopping: { monitor: 'val_accuracy', patience: 500, count: 'total' } },
  { name: 'thinned', snapshots: { budgetBytes: 20_000 } },
];

/** Runs with each optimizer and each schedule, dropout, early stopping and a tight budget among them. Each takes some tenths of a second. */
export const casesWithSeed = (seed: number): RunConfigInput[] => cases.map((config) => ({
  data: { set: 'xor' }, network, epochs: 300, earlyStopping: null, batchSize: 64, ...config, seed, name: `${config.name} ${seed}`,
}));
