import { describe, expect, test } from 'vitest';
import type { Table } from '../../src/data/table.ts';
import { moons } from '../../src/data/generators/moons.ts';
import { xor } from '../../src/data/generators/xor.ts';
import type { TrainingData, TrainSpec } from '../../src/nn/spec.ts';
import { adam, dense, parabola, parts, runTraining, trainSpec } from '../support/nn.ts';

describe('the core learns', () => {
  const quick = (changes: Partial<TrainSpec>) => trainSpec({ optimizer: { ...adam, learningRate: 0.03 }, ...changes });

  test('XOR, which no single layer can', () => {
    const data = { ...points(xor({ rows: 4, noise: 0, seed: 1 })), ...parts(4, 0, 0) };
    const hidden = runTraining(quick({ epochs: 200, batchSize: 4 }), data);
    const flat = runTraining(quick({ epochs: 200, batchSize: 4, network: [dense(), { layer: 'softmax' }] }), data);
    expect(hidden.epochs.at(-1)!['train_accuracy']).toBe(1);
    expect(flat.epochs.at(-1)!['train_accuracy']).toBeLessThan(1);
  });

  test('two moons, with one unit and binary cross-entropy', () => {
    const data = { ...points(moons({ rows: 300, noise: 0.1, seed: 1 })), ...parts(300, 0, 100) };
    const network = [dense(16), { layer: 'tanh' as const }, dense(), { layer: 'sigmoid' as const }];
    const { epochs } = runTraining(quick({ epochs: 60, batchSize: 16, network, loss: 'binaryCrossEntropy' }), data);
    expect(epochs.at(-1)!['val_accuracy']).toBeGreaterThanOrEqual(0.98);
    expect(epochs.at(-1)!['val_roc_auc']).toBeGreaterThanOrEqual(0.995);
  });

  test('with the seed network: 4 → ReLU → 3 → ReLU → 2 → softmax', () => {
    const data = { ...points(moons({ rows: 300, noise: 0.05, seed: 2 })), ...parts(300, 0, 100) };
    const network = [dense(4), { layer: 'relu' as const }, dense(3), { layer: 'relu' as const }, dense(), { layer: 'softmax' as const }];
    const { epochs } = runTraining(quick({ epochs: 100, batchSize: 16, network }), data);
    expect(epochs.at(-1)!['val_accuracy']).toBeGreaterThanOrEqual(0.9);
    expect(epochs.at(-1)!['train_loss']).toBeLessThan(epochs[0]!['train_loss']! / 2);
  });

  test('a regression', () => {
    const { epochs } = runTraining(quick({ epochs: 80, network: [dense(8), { layer: 'tanh' }, dense()], loss: 'meanSquaredError' }), parabola(200));
    expect(epochs.at(-1)!['val_r2']).toBeGreaterThan(0.9);
  });
});

/** Columns x, y and class of a generated table. */
function points({ rows, columns: [first, second, label] }: Table): Omit<TrainingData, 'train' | 'validation' | 'test'> {
  if (first?.type !== 'numeric' || second?.type !== 'numeric' || label?.type !== 'categorical') throw new Error('not a table of points');
  const x = Float32Array.from({ length: rows * 2 }, (_, i) => (i % 2 === 0 ? first : second).values[i >> 1]!);
  return { x, y: Float32Array.from(label.codes), inputs: 2, outputs: 2, task: 'classification' };
}
