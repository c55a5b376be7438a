import { describe, expect, test } from 'vitest';
import { chooseKernel } from '../../src/nn/arithmetic.ts';
import type { TrainOutcome } from '../../src/nn/events.ts';
import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import type { TrainSpec } from '../../src/nn/spec.ts';
import { dense, parabola, runTraining, trainSpec } from '../support/nn.ts';

const regression: Partial<TrainSpec> = { network: [dense(6), { layer: 'tanh' }, dense()], loss: 'meanSquaredError' };

const kernels: [name: string, create: () => Kernel][] = [
  ['the reference', () => createReferenceKernel('float32')],
  ['the fast kernel', () => chooseKernel().kernel],
];

describe.each(kernels)('a training that diverges on %s', (_, create) => {
  const diverging = (changes: Partial<TrainSpec>, data = parabola()): TrainOutcome & { kind: 'diverged' } => {
    const { outcome } = runTraining(
      trainSpec({ ...regression, epochs: 50, optimizer: { name: 'sgd', learningRate: 1e4 }, ...changes }), data, { kernel: create() },
    );
    if (outcome.kind !== 'diverged') throw new Error(`ended as ${outcome.kind}`);
    return outcome;
  };

  test('names step and layer and keeps the weights of the last whole epoch', () => {
    const outcome = diverging({ network: [dense(6), { layer: 'relu' }, dense()], batchSize: 100 });
    expect(outcome.message).toMatch(new RegExp(`^The training diverged in step ${outcome.step}, epoch ${outcome.step}: .* network\\.${outcome.layer} \\((dense|relu)\\)`));
    expect(outcome.epochs).toBe(outcome.step - 1);
    expect(outcome.weightsEpoch).toBe(outcome.epochs);
    expect(outcome.weights.every(Number.isFinite)).toBe(true);
  });

  test('keeps aside the weights at the divergence', () => {
    const outcome = diverging({ optimizer: { name: 'sgd', learningRate: 3e38 } }, { ...parabola(), y: new Float32Array(40).fill(100) });
    expect(outcome).toMatchObject({ quantity: 'weights', epochs: 0, metrics: {} });
    expect(outcome.weightsAtDivergence.every(Number.isFinite)).toBe(false);
  });

  test('tells a gradient that is not finite from weights that are not', () => {
    // Outputs near the end of float32's range: their errors are finite, and gradients of weights, times x, are not.
    const data = { ...parabola(), x: new Float32Array(80).fill(1e30), y: new Float32Array(40).fill(1e30) };
    const spec = trainSpec({ ...regression, network: [dense()], batchSize: 100 });
    const { outcome } = runTraining(spec, data, { initialWeights: new Float32Array(3), kernel: create() });
    expect(outcome).toMatchObject({ kind: 'diverged', step: 1, layer: 0, quantity: 'gradient' });
  });

  test('names the layer whose output made the loss infinite', () => {
    const data = { ...parabola(), x: new Float32Array(80).fill(1e30) };
    const spec = trainSpec({ ...regression, network: [dense(2), { layer: 'relu' }, dense()] });
    const initialWeights = [1e-30, 1e-30, 0, 0, 0, 0, 3e38, 3e38, 3e38];
    const { outcome } = runTraining(spec, data, { initialWeights, kernel: create() });
    expect(outcome).toMatchObject({ kind: 'diverged', step: 1, layer: 2, quantity: 'loss' });
    if (outcome.kind === 'diverged') expect(outcome.weightsAtDivergence).toEqual(outcome.weights);
  });
});
