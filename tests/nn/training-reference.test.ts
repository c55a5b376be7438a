import { describe, expect, test } from 'vitest';
import { csv } from '../../src/data/tables/iris.ts';
import { chooseKernel } from '../../src/nn/arithmetic.ts';
import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { createGenerator } from '../../src/nn/random.ts';
import type { Metrics, OptimizerSpec, TrainSpec } from '../../src/nn/spec.ts';
import { train } from '../../src/nn/train.ts';
import type { TrainingTable } from '../../src/nn/training-table.ts';
import { dense, trainSpec } from '../support/nn.ts';
import { readReference } from '../support/reference.ts';

/** `torch.nn.Sequential` state: `N.weight` is `[out][in]`, `N.bias` is `[out]`. */
type TorchState = Record<string, number[] | number[][]>;

interface TrainingCases {
  tolerance: number;
  classes: string[];
  trainRows: number[];
  validationRows: number[];
  runs: {
    optimizer: OptimizerSpec['name'];
    config: Record<string, number>;
    batchSize: number;
    initialState: TorchState;
    epochs: { train_loss: number; val_loss: number; val_accuracy: number }[];
    finalState: TorchState;
  }[];
}

describe('whole trainings equal PyTorch', () => {
  const { tolerance, runs, ...split } = readReference<TrainingCases>('training');
  const data = standardisedIris(split);

  test.each(runs)('$optimizer', ({ optimizer, config, batchSize, initialState, epochs, finalState }) => {
    const spec = specOf(optimizer, config, batchSize, epochs.length);
    const { metrics, weights } = trainWith(createReferenceKernel('float64'), spec, data, inPublicOrder(initialState));
    metrics.forEach((actual, i) => {
      for (const [name, expected] of Object.entries(epochs[i]!)) expect(Math.abs(actual[name]! - expected)).toBeLessThanOrEqual(tolerance);
    });
    const expected = inPublicOrder(finalState);
    expect(weights.length).toBe(expected.length);
    expect(farthest(weights, expected)).toBeLessThanOrEqual(tolerance);
  });

  /**
   * What float32 may change in a whole training depends on how the training itself magnifies a small change, which
   * no formula gives beforehand. So it is measured, in float64: rounding errors of T steps are to first order a change of
   * the starting weights by T roundings each; the largest effect of ten such changes is doubled, as ten are not all.
   */
  test.each(runs)('$optimizer, on the fast kernel as far as float32 tells', ({ optimizer, config, batchSize, initialState, epochs, finalState }) => {
    const spec = specOf(optimizer, config, batchSize, epochs.length);
    const start = inPublicOrder(initialState);
    const rounding = epochs.length * Math.ceil(split.trainRows.length / batchSize) * 2 ** -24;
    const chance = createGenerator(1, 'signs');
    const end = trainWith(createReferenceKernel('float64'), spec, data, start).weights;
    const moved = Array.from({ length: 10 }, () => {
      const nearby = start.map((w) => w + (chance.int(2) ? 1 : -1) * rounding * Math.max(Math.abs(w), 2 ** -4));
      return farthest(trainWith(createReferenceKernel('float64'), spec, data, nearby).weights, end);
    });
    const bound = 2 * Math.max(...moved);
    const { metrics, weights } = trainWith(chooseKernel().kernel, spec, data, start);
    expect(bound).toBeLessThan(0.01);
    expect(farthest(weights, inPublicOrder(finalState))).toBeLessThanOrEqual(bound + tolerance);
    expect(metrics.map((m) => m['val_accuracy'])).toEqual(epochs.map((e) => e.val_accuracy));
  });
});

function specOf(optimizer: OptimizerSpec['name'], config: Record<string, number>, batchSize: number, epochs: number): TrainSpec {
  return trainSpec({
    network: [dense(8), { layer: 'relu' }, dense(6), { layer: 'tanh' }, dense(), { layer: 'softmax' }],
    optimizer: { nesterov: false, ...config, name: optimizer } as OptimizerSpec,
    batchSize, epochs, shuffle: false,
  });
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.max(...Array.from(a, (x, i) => Math.abs(x - b[i]!)));

function trainWith(kernel: Kernel, spec: TrainSpec, data: TrainingTable, initialWeights: number[]) {
  const metrics: Metrics[] = [];
  const weights = new Float64Array(initialWeights.length);
  const running = train(spec, data, { kernel, initialWeights });
  for (let { value, done } = running.next('continue'); !done; { value, done } = running.next('continue')) {
    if (value.kind !== 'epoch') continue;
    metrics.push({ ...value.metrics });
    value.session.exportWeights(weights);
  }
  expect(metrics).toHaveLength(spec.epochs);
  return { metrics, weights };
}

function inPublicOrder(state: TorchState): number[] {
  return ['0', '2', '4'].flatMap((layer) => {
    const weight = state[`${layer}.weight`] as number[][];
    return [...weight[0]!.flatMap((_, input) => weight.map((unit) => unit[input]!)), ...(state[`${layer}.bias`] as number[])];
  });
}

/** Features less the training rows' mean, divided by their population standard deviation. */
function standardisedIris({ classes, trainRows, validationRows }: Pick<TrainingCases, 'classes' | 'trainRows' | 'validationRows'>): TrainingTable {
  const rows = csv.trim().split('\n').slice(1).map((line) => line.split(','));
  const x = Float64Array.from(rows.flatMap((cells) => cells.slice(0, 4).map(Number)));
  for (let c = 0; c < 4; c++) {
    const values = trainRows.map((row) => x[row * 4 + c]!);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    rows.forEach((_, row) => (x[row * 4 + c] = (x[row * 4 + c]! - mean) / sd));
  }
  return {
    x, y: Float64Array.from(rows, (cells) => classes.indexOf(cells[4]!)), inputs: 4, outputs: 3, task: 'classification',
    train: Uint32Array.from(trainRows), validation: Uint32Array.from(validationRows), test: new Uint32Array(),
  };
}
