import { describe, expect, test } from 'vitest';
import { chooseKernel } from '../../../src/nn/arithmetic.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';
import { createOptimizer } from '../../../src/nn/optimizers/optimizer.ts';
import type { LayerSpec, OptimizerSpec } from '../../../src/nn/spec.ts';
import { type Bounded, gamma, mapped, product, rounded, scaled, transposed, u } from '../../support/float32-error.ts';
import { dense } from '../../support/nn.ts';
import { onePass } from '../../support/nn-pass.ts';
import { readReference } from '../../support/reference.ts';

/**
 * PyTorch's values in float64 once more, now on the fast kernel. How far float32 may be off is derived by carrying
 * a bound on the error of every number through the pass; nothing is tuned.
 */
const kernel = () => chooseKernel().kernel;

interface NetworkCase {
  sizes: number[];
  activation: 'relu' | 'leakyRelu' | 'sigmoid' | 'tanh';
  head: 'softmaxCrossEntropy' | 'sigmoidBinaryCrossEntropy' | 'meanSquaredError';
  weights: number[][][];
  biases: number[][];
  input: number[][];
  target: (number | number[])[];
  prediction: number[][];
  loss: number;
  weightGradients: number[][][];
  biasGradients: number[][];
  inputGradient: number[][];
}

describe('one pass on the fast kernel is as close to PyTorch as float32 lets it be', () => {
  const { cases, tolerance } = readReference<{ cases: NetworkCase[]; tolerance: number }>('network');

  test.each(cases)('$sizes, $activation, $head', (given) => {
    const got = passOf(given);
    const bound = boundsOf(given);
    const within = (name: string, actual: number[], expected: number[], error: number[]) => {
      actual.forEach((value, i) => expect(Math.abs(value - expected[i]!), `${name} ${i}`).toBeLessThanOrEqual(error[i]! + tolerance));
      // A bound that nothing could break would prove nothing.
      expect(Math.max(...error), name).toBeLessThan(1e-4);
    };
    within('prediction', got.prediction, given.prediction.flat(), bound.prediction.error.flat());
    within('input gradient', got.inputGradient, given.inputGradient.flat(), bound.input.error.flat());
    within('gradient', Array.from(got.gradient), inPublicOrder(given.weightGradients, given.biasGradients),
      inPublicOrder(bound.weights.map((w) => w.error), bound.biases.map((b) => b.error[0]!)));
    // The loss is Lipschitz in the last layer's output with the gradient of each row, at most 1 a number for both entropies.
    const slope = given.head === 'meanSquaredError' ? 2 * Math.max(...bound.residual.value.flat().map(Math.abs)) + 1 : 1;
    const moved = bound.output.error.flat().reduce((sum, e) => sum + e, 0) * slope;
    expect(Math.abs(got.loss - given.loss)).toBeLessThanOrEqual(moved + gamma(8) * (given.loss + 1) + tolerance);
  });
});

function passOf(given: NetworkCase) {
  const loss = given.head === 'softmaxCrossEntropy' ? 'crossEntropy' : given.head === 'meanSquaredError' ? 'meanSquaredError' : 'binaryCrossEntropy';
  const last: LayerSpec[] = loss === 'crossEntropy' ? [{ layer: 'softmax' }] : loss === 'meanSquaredError' ? [] : [{ layer: 'sigmoid' }];
  const activation: LayerSpec = given.activation === 'leakyRelu' ? { layer: 'leakyRelu', slope: 0.01 } : { layer: given.activation };
  const network = [...given.sizes.slice(1, -1).flatMap((units) => [dense(units), activation]), dense(), ...last];
  const outputs = loss === 'binaryCrossEntropy' ? 2 : given.sizes.at(-1)!;
  const pass = onePass(kernel(), { network, loss, inputs: given.sizes[0]!, outputs }, given.input.flat(), given.target.flat());
  pass.setWeights(inPublicOrder(given.weights, given.biases));
  return pass.learn();
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** f with |f(x + d) − f(x)| ≤ spread, and its derivative from the output a. An activation of ours is within 2 ulp, so 4 u. */
const activations = {
  relu: { f: (x: number) => Math.max(0, x), spread: (_: number, d: number) => d, slope: (a: number) => (a > 0 ? 1 : 0), bend: () => 0, roundings: 0 },
  leakyRelu: { f: (x: number) => (x > 0 ? x : 0.01 * x), spread: (_: number, d: number) => d, slope: (a: number) => (a > 0 ? 1 : 0.01), bend: () => 0, roundings: 2 },
  sigmoid: { f: sigmoid, spread: (_: number, d: number) => d / 4, slope: (a: number) => a * (1 - a), bend: (a: number, d: number) => d * (Math.abs(1 - 2 * a) + d), roundings: 4 },
  tanh: { f: Math.tanh, spread: (_: number, d: number) => d, slope: (a: number) => 1 - a * a, bend: (a: number, d: number) => d * (2 * Math.abs(a) + d), roundings: 4 },
};

function boundsOf(given: NetworkCase) {
  const activation = activations[given.activation];
  const weights = given.weights.map(rounded);
  const inputs: Bounded[] = [rounded(given.input)];
  let output!: Bounded;
  weights.forEach((w, i) => {
    output = product(inputs[i]!, w, given.biases[i]);
    if (i === weights.length - 1) return;
    // The kink must not be in reach of the error, or else the gradient could be any of two.
    for (const [r, row] of output.value.entries()) row.forEach((z, j) => expect(Math.abs(z)).toBeGreaterThan(output.error[r]![j]!));
    inputs.push(mapped(output, activation.f, activation.spread, activation.roundings));
  });

  const prediction = predictionOf(given, output);
  const target = given.target.map((t, i) => (Array.isArray(t) ? t : prediction.value[i]!.map((_, j, row) => (row.length === 1 ? t : Number(j === t)))));
  const terms = given.head === 'meanSquaredError' ? prediction.value.flat().length / 2 : prediction.value.length;
  const residual: Bounded = {
    value: prediction.value.map((row, i) => row.map((p, j) => p - target[i]![j]!)),
    error: prediction.error.map((row, i) => row.map((e, j) => e + u * Math.abs(target[i]![j]!))),
  };
  let dz = mapped(residual, (x) => x / terms, (_, d) => d / terms, 4);

  const gradients: { weights: Bounded; bias: Bounded }[] = [];
  let input!: Bounded;
  for (let i = weights.length - 1; i >= 0; i--) {
    const ones = rounded([dz.value.map(() => 1)]);
    gradients.unshift({ weights: product(transposed(inputs[i]!), dz), bias: product(ones, dz) });
    input = product(dz, transposed(weights[i]!));
    if (i > 0) dz = scaled(input, mapped(inputs[i]!, activation.slope, activation.bend, 3));
  }
  return { output, prediction, residual, input, weights: gradients.map((g) => g.weights), biases: gradients.map((g) => g.bias) };
}

/**
 * With every z off by at most d, a probability of softmax is off by a factor of at most e^(2d); the subtraction of the
 * maximum, exp, the sum and the division add less than n + 8 roundings, and exp(z) turns the one of z into |z|·u.
 */
function predictionOf(given: NetworkCase, z: Bounded): Bounded {
  if (given.head === 'meanSquaredError') return z;
  if (given.head === 'sigmoidBinaryCrossEntropy') return mapped(z, sigmoid, (_, d) => d / 4, 4);
  const value = z.value.map((row) => {
    const powers = row.map((x) => Math.exp(x - Math.max(...row)));
    return powers.map((x) => x / powers.reduce((a, b) => a + b));
  });
  const error = value.map((row, i) => {
    const range = Math.max(...z.value[i]!) - Math.min(...z.value[i]!);
    const factor = Math.expm1(2 * Math.max(...z.error[i]!) + 2 * u * range) + gamma(row.length + 8);
    return row.map((p) => p * factor);
  });
  return { value, error };
}

interface OptimizerCases {
  tolerance: number;
  start: number[];
  gradients: number[][];
  optimizers: Record<string, { config: Record<string, number | boolean>; weightsAfterStep: Record<string, number[]> }>;
}

describe('optimizer steps on the fast kernel are as close to PyTorch as float32 lets them be', () => {
  const { tolerance, start, gradients, optimizers } = readReference<OptimizerCases>('optimizers');
  const shapes = [{ inputs: 6, units: 1 }];

  /**
   * A step is a quotient of a weighted sum of gradients and the root of a weighted sum of their squares; no number goes
   * through more than four roundings a step so far and twelve in the end. With |∇| for ∇ the same optimizer makes
   * steps D that bound what those roundings act on, so the steps are off by at most γ·ΣD in all. The subtraction
   * rounds each weight once a step, weight decay another two times.
   */
  test.each(Object.entries(optimizers))('%s', (name, { config, weightsAfterStep }) => {
    const spec = (name === 'nesterov' ? { ...config, name: 'momentum' } : { nesterov: false, ...config, name }) as OptimizerSpec;
    const got = steps(spec, 'fast', start, gradients);
    const lengths = steps({ ...spec, ...('weightDecay' in spec ? { weightDecay: 0 } : {}) }, 'float64', start.map(() => 0), gradients.map((g) => g.map(Math.abs)));
    const largest = start.map((w, j) => Math.max(Math.abs(w), ...Object.values(weightsAfterStep).map((after) => Math.abs(after[j]!))));
    for (const [key, expected] of Object.entries(weightsAfterStep)) {
      const t = Number(key);
      expected.forEach((weight, j) => {
        const length = Math.abs(lengths[t - 1]![j]!);
        const bound = gamma(4 * t + 12) * length + gamma(3 * t + 1) * (largest[j]! + length);
        expect(bound).toBeLessThan(0.005 * (largest[j]! + length));
        expect(Math.abs(got[t - 1]![j]! - weight)).toBeLessThanOrEqual(bound + tolerance);
      });
    }
  });

  function steps(spec: OptimizerSpec, which: 'fast' | 'float64', from: number[], by: number[][]): number[][] {
    const own = which === 'fast' ? kernel() : createReferenceKernel('float64');
    const [values, gradient] = [own.parameters(shapes), own.parameters(shapes)];
    const optimizer = createOptimizer(spec, own, shapes);
    own.importParameters(values, from);
    return by.map((numbers) => {
      own.importParameters(gradient, numbers);
      optimizer.update(values, gradient, spec.learningRate);
      const weights = new Float64Array(values.size);
      own.exportParameters(values, weights);
      return Array.from(weights);
    });
  }
});

const inPublicOrder = (weights: number[][][], biases: number[][]): number[] => weights.flatMap((w, i) => [...w.flat(), ...biases[i]!]);
