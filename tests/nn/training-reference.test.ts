import { describe, expect, test } from 'vitest';
import { csv } from '../../src/data/tables/iris.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
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
    const spec = trainSpec({
      network: [dense(8), { layer: 'relu' }, dense(6), { layer: 'tanh' }, dense(), { layer: 'softmax' }],
      optimizer: { nesterov: false, ...config, name: optimizer } as OptimizerSpec,
      batchSize, epochs: epochs.length, shuffle: false,
    });
    const { metrics, weights } = trainInFloat64(spec, data, inPublicOrder(initialState));
    metrics.forEach((actual, i) => {
      for (const [name, expected] of Object.entries(epochs[i]!)) expect(Math.abs(actual[name]! - expected)).toBeLessThanOrEqual(tolerance);
    });
    const expected = inPublicOrder(finalState);
    expect(weights.length).toBe(expected.length);
    expect(Math.max(...weights.map((w, i) => Math.abs(w - expected[i]!)))).toBeLessThanOrEqual(tolerance);
  });
});

function trainInFloat64(spec: TrainSpec, data: TrainingTable, initialWeights: number[]) {
  const metrics: Metrics[] = [];
  const weights = new Float64Array(initialWeights.length);
  const running = train(spec, data, { kernel: createReferenceKernel('float64'), initialWeights });
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
