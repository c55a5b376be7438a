import { describe, expect, test } from 'vitest';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { createOptimizer } from '../../src/nn/optimizers/optimizer.ts';
import type { LayerSpec, LossName, OptimizerSpec } from '../../src/nn/spec.ts';
import { dense } from '../support/nn.ts';
import { onePass, valuesOf } from '../support/nn-pass.ts';
import { readReference } from '../support/reference.ts';

type Rows = number[][];

interface NetworkCase {
  sizes: number[];
  activation: 'relu' | 'leakyRelu' | 'sigmoid' | 'tanh';
  head: 'softmaxCrossEntropy' | 'sigmoidBinaryCrossEntropy' | 'meanSquaredError';
  weights: Rows[];
  biases: number[][];
  input: Rows;
  target: (number | number[])[];
  denseOutputs: Rows[];
  activationOutputs: Rows[];
  prediction: Rows;
  loss: number;
  weightGradients: Rows[];
  biasGradients: number[][];
  inputGradient: Rows;
}

const heads: Record<NetworkCase['head'], { loss: LossName; layers: LayerSpec[] }> = {
  softmaxCrossEntropy: { loss: 'crossEntropy', layers: [{ layer: 'softmax' }] },
  sigmoidBinaryCrossEntropy: { loss: 'binaryCrossEntropy', layers: [{ layer: 'sigmoid' }] },
  meanSquaredError: { loss: 'meanSquaredError', layers: [] },
};

describe('one pass equals PyTorch', () => {
  const { cases, tolerance } = readReference<{ cases: NetworkCase[]; tolerance: number }>('network');

  test.each(cases)('$sizes, $activation, $head', (given) => {
    const { loss, layers } = heads[given.head];
    const activation: LayerSpec = given.activation === 'leakyRelu' ? { layer: 'leakyRelu', slope: 0.01 } : { layer: given.activation };
    const hidden = given.sizes.slice(1, -1).flatMap((units) => [dense(units), activation]);
    const outputs = given.head === 'sigmoidBinaryCrossEntropy' ? 2 : given.sizes.at(-1)!;
    const network = [...hidden, dense(), ...layers];
    const pass = onePass(createReferenceKernel('float64'), { network, loss, inputs: given.sizes[0]!, outputs }, given.input.flat(), given.target.flat(), false);
    pass.setWeights(inPublicOrder(given.weights, given.biases));

    const { prediction, gradient, inputGradient, ...rest } = pass.learn();

    const at = (layer: 'dense' | 'activation') => pass.network.outputs.filter((_, i) => (i % 2 === 0) === (layer === 'dense')).map((y) => valuesOf(y, pass.rows));
    expectClose(at('dense').flat(), given.denseOutputs.flat(2), tolerance);
    expectClose(at('activation').flat(), given.activationOutputs.flat(2), tolerance);
    expectClose(prediction, given.prediction.flat(), tolerance);
    expectClose([rest.loss], [given.loss], tolerance);
    expectClose(gradient, inPublicOrder(given.weightGradients, given.biasGradients), tolerance);
    expectClose(inputGradient, given.inputGradient.flat(), tolerance);
  });
});

interface OptimizerCases {
  tolerance: number;
  start: number[];
  gradients: number[][];
  optimizers: Record<string, { config: Record<string, number | boolean>; weightsAfterStep: Record<string, number[]> }>;
  clipByNorm: { gradient: number[]; maxNorm: number; norm: number; clipped: number[] };
}

describe('optimizer steps equal PyTorch', () => {
  const { tolerance, start, gradients, optimizers, clipByNorm } = readReference<OptimizerCases>('optimizers');
  // Seven parameters: three inputs, two units would be eight, so one unit of six inputs and a bias.
  const shapes = [{ inputs: 6, units: 1 }];

  test.each(Object.entries(optimizers))('%s', (name, { config, weightsAfterStep }) => {
    const spec = (name === 'nesterov' ? { ...config, name: 'momentum' } : { nesterov: false, ...config, name }) as OptimizerSpec;
    const kernel = createReferenceKernel('float64');
    const [values, gradient] = [kernel.parameters(shapes), kernel.parameters(shapes)];
    const optimizer = createOptimizer(spec, kernel, shapes);
    kernel.importParameters(values, start);
    gradients.forEach((numbers, i) => {
      kernel.importParameters(gradient, numbers);
      optimizer.update(values, gradient, spec.learningRate);
      const expected = weightsAfterStep[i + 1];
      if (!expected) return;
      const weights = new Float64Array(values.size);
      kernel.exportParameters(values, weights);
      expectClose(weights, expected, tolerance);
    });
    expect(gradients.length).toBe(Math.max(...Object.keys(weightsAfterStep).map(Number)));
  });

  test('the norm that gradients are clipped by', () => {
    const kernel = createReferenceKernel('float64');
    const gradient = kernel.parameters(shapes);
    kernel.importParameters(gradient, clipByNorm.gradient);
    kernel.norm(gradient);
    const norm = kernel.result[0]!;
    expectClose([norm], [clipByNorm.norm], tolerance);
    // PyTorch divides by norm + 1e-6; we do not.
    kernel.scale(gradient, clipByNorm.maxNorm / (norm + 1e-6));
    const clipped = new Float64Array(gradient.size);
    kernel.exportParameters(gradient, clipped);
    expectClose(clipped, clipByNorm.clipped, tolerance);
  });
});

const inPublicOrder = (weights: Rows[], biases: number[][]): number[] => weights.flatMap((w, i) => [...w.flat(), ...biases[i]!]);

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!)));
  expect(worst).toBeLessThanOrEqual(tolerance);
}
