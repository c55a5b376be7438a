import { runConfig, type RunConfig, type RunConfigInput } from '../../src/contract/run-config.ts';
import type { Generator } from '../../src/nn/random.ts';
import { chance, logUniform, pick, pickEarly } from './choose.ts';

/** What a config needs to know of the table that it learns from. */
export interface SourceTable {
  name: string;
  rows: number;
  inputs: number;
  classes: number;
}

/** What an experiment holds fixed, and what it varies. */
export interface Search {
  experiment: string;
  table: SourceTable;
  depth: number;
  optimizer: (typeof optimizers)[number];
  activation: (typeof activations)[number];
  folds: number | null;
}

export function drawSearch(random: Generator, experiment: string, tables: readonly SourceTable[]): Search {
  const named = tables.find(({ name }) => experiment.includes(name));
  return {
    experiment,
    table: named ?? pickEarly(random, tables),
    depth: 1 + random.int(3),
    optimizer: pickEarly(random, optimizers),
    activation: pickEarly(random, activations),
    folds: experiment.includes('folds') ? 5 : null,
  };
}

/** A config within a search; a few values leave what the search holds fixed. */
export function drawConfig(random: Generator, search: Search, epochs: number | null): RunConfig {
  const { table } = search;
  const depth = chance(random, 0.3) ? 1 + random.int(4) : search.depth;
  const activation = chance(random, 0.2) ? pick(random, activations) : search.activation;
  const dropout = chance(random, 0.25) ? pick(random, [0.1, 0.2, 0.3, 0.5]) : null;
  const binary = table.classes === 2 && chance(random, 0.3);
  const input: RunConfigInput = {
    data: { set: table.name, scale: pickEarly(random, ['standard', 'minMax', 'none']), missing: pickEarly(random, ['mean', 'median', 'dropRow']), split: drawSplit(random, search) },
    network: [...drawHidden(random, depth, activation, dropout), ...(binary ? binaryHead : head)],
    loss: binary ? 'binaryCrossEntropy' : 'crossEntropy',
    penalties: { l1: chance(random, 0.1) ? logUniform(random, 1e-6, 1e-3) : 0, l2: chance(random, 0.35) ? logUniform(random, 1e-6, 1e-2) : 0 },
    optimizer: drawOptimizer(random, chance(random, 0.2) ? pick(random, optimizers) : search.optimizer),
    schedule: drawSchedule(random),
    clipNorm: chance(random, 0.15) ? pick(random, [1, 5, 10]) : null,
    epochs: epochs ?? pickEarly(random, [200, 100, 500, 50, 1000]),
    batchSize: pickEarly(random, [32, 16, 64, 8, 128, 256]),
    shuffle: !chance(random, 0.03),
    earlyStopping: epochs === null && !chance(random, 0.15)
      ? { monitor: pickEarly(random, ['val_loss', 'val_accuracy']), patience: pickEarly(random, [20, 10, 50, 5]), restoreBest: !chance(random, 0.2) }
      : null,
    snapshots: { budgetBytes: pickEarly(random, [67_108_864, 16_777_216, 0]) },
  };
  return runConfig.parse(input);
}

const optimizers = ['adam', 'sgd', 'adamw', 'momentum', 'rmsprop', 'adagrad'] as const;
const activations = ['relu', 'tanh', 'leakyRelu', 'sigmoid'] as const;
const widths = [24, 16, 32, 64, 8, 48, 128, 12, 96, 256];

type Layers = NonNullable<RunConfigInput['network']>;
const head: Layers = [{ layer: 'dense' }, { layer: 'softmax' }];
const binaryHead: Layers = [{ layer: 'dense', units: 1 }, { layer: 'sigmoid' }];

function drawHidden(random: Generator, depth: number, activation: (typeof activations)[number], dropout: number | null): Layers {
  const width = pickEarly(random, widths);
  const init = activation === 'relu' || activation === 'leakyRelu' ? pickEarly(random, ['heNormal', 'heUniform'] as const) : pickEarly(random, ['glorotNormal', 'glorotUniform'] as const);
  const tapers = chance(random, 0.3);
  return Array.from({ length: depth }, (_, at): Layers => [
    { layer: 'dense', units: tapers ? Math.max(2, width >> at) : width, init },
    { layer: activation },
    ...(dropout === null ? [] : [{ layer: 'dropout' as const, rate: dropout }]),
  ]).flat();
}

function drawSplit(random: Generator, { folds }: Search): NonNullable<RunConfigInput['data']>['split'] {
  if (folds !== null) return { folds, fold: 0, seed: 1, stratify: true };
  return { validation: pickEarly(random, [0.2, 0.25, 0.1]), test: pickEarly(random, [0, 0.2, 0.1]), stratify: !chance(random, 0.1), seed: 1 };
}

function drawOptimizer(random: Generator, name: (typeof optimizers)[number]): RunConfigInput['optimizer'] {
  const adaptive = name !== 'sgd' && name !== 'momentum';
  const learningRate = chance(random, 0.4) ? (adaptive ? 0.001 : 0.01) : logUniform(random, adaptive ? 1e-5 : 1e-4, adaptive ? 0.1 : 1);
  switch (name) {
    case 'momentum': return { name, learningRate, momentum: pickEarly(random, [0.9, 0.95, 0.8]), nesterov: chance(random, 0.4) };
    case 'adamw': return { name, learningRate, weightDecay: pickEarly(random, [0.01, 0.001, 0.1]) };
    case 'adam': return { name, learningRate, beta1: pickEarly(random, [0.9, 0.8]), beta2: pickEarly(random, [0.999, 0.99]) };
    default: return { name, learningRate };
  }
}

function drawSchedule(random: Generator): RunConfigInput['schedule'] {
  const warmup = chance(random, 0.2) ? 5 : 0;
  const name = pickEarly(random, ['constant', 'cosine', 'step', 'plateau', 'exponential'] as const);
  return name === 'step' ? { name, every: pick(random, [20, 30, 50]), warmup } : { name, warmup };
}
