import { describe, expect, test } from 'vitest';
import { runConfig } from '../../src/contract/run-config.ts';
import { chooseKernel } from '../../src/nn/arithmetic.ts';
import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { initialWeights, type NetworkSpec } from '../../src/nn/network.ts';
import { createGenerator } from '../../src/nn/random.ts';
import type { LayerSpec, LossName } from '../../src/nn/spec.ts';
import { dense } from '../support/nn.ts';
import { onePass, type Pass, valuesOf } from '../support/nn-pass.ts';
import { shakenArithmetic } from '../support/shaken-arithmetic.ts';

/** PyTorch's gradcheck: |numeric − analytic| ≤ 1e-5 + 1e-3·|numeric|, by central differences. */
const absolute = 1e-5;
const relative = 1e-3;
const h = 1e-6;

const everyLayer: LayerSpec[] = [
  dense(4), { layer: 'relu' }, { layer: 'leakyRelu', slope: 0.1 }, { layer: 'sigmoid' }, { layer: 'tanh' },
  { layer: 'softmax' }, { layer: 'dropout', rate: 0.4 },
];
const everyLoss: LossName[] = ['crossEntropy', 'binaryCrossEntropy', 'meanSquaredError'];

/** A layer inside and a layer at the end, before a loss; those pairs alone that the schema lets through. */
const allowed = everyLoss.flatMap((loss) => everyLayer.flatMap((inside) => everyLayer.map((last) => {
  const network = last.layer === 'dense' ? [dense(5), inside, dense()] : [dense(5), inside, dense(), last];
  return { loss, inside: inside.layer, last: last.layer, network };
}))).filter(({ loss, network }) => runConfig.safeParse({ loss, network, earlyStopping: null }).success);

describe('numeric and analytic gradients agree in float64', () => {
  test('for every layer and loss that the schema allows', () => {
    const pairs = new Set(allowed.flatMap(({ loss, inside, last }) => [`${inside} under ${loss}`, `${last} before ${loss}`]));
    // Inside: all but softmax, under each loss. Last: softmax, sigmoid, and five before the squared error.
    expect(pairs.size).toBe(6 * 3 + 1 + 1 + 5);
  });

  test.each(allowed)('$inside inside, $last before $loss', ({ loss, network }) => {
    const pass = awayFromKinks(loss, network);
    const weights = pass.network.exportWeights(new Float64Array(pass.network.values.size));
    const { gradient, inputGradient } = pass.learn();
    expectEqualGradients(numericGradient(weights, (w) => (pass.setWeights(w), pass.loss())), gradient);
    pass.setWeights(weights);
    expectEqualGradients(numericGradient(inputFor(pass.seed), (x) => (pass.setInput(x), pass.loss())), inputGradient);
  });

  test('for the L1 and L2 penalties, which leave biases alone', () => {
    const kernel = createReferenceKernel('float64');
    const shapes = [{ inputs: 3, units: 2 }, { inputs: 2, units: 2 }];
    const [values, gradient] = [kernel.parameters(shapes), kernel.parameters(shapes)];
    const weights = Float64Array.from({ length: values.size }, (_, i) => (i % 2 ? -1 : 1) * (0.1 + 0.05 * i));
    const isBias = (i: number) => (i >= 6 && i < 8) || i >= 12;
    const [l1, l2] = [0.3, 0.7];
    const penalty = (w: Float64Array) =>
      w.reduce((sum, value, i) => (isBias(i) ? sum : sum + l1 * Math.abs(value) + (l2 / 2) * value * value), 0);
    kernel.importParameters(values, weights);
    kernel.addPenalties(values, gradient, l1, l2);
    const analytic = new Float64Array(values.size);
    kernel.exportParameters(gradient, analytic);
    expectEqualGradients(numericGradient(weights, penalty), analytic);
    expect(analytic.filter((_, i) => isBias(i)).every((g) => g === 0)).toBe(true);
  });
});

/**
 * What float32 allows is measured in float64, by passes that are shaken by random roundings of its size, from input and weights
 * that are rounded so as well. Of 16 of those and the fast kernel's, the last is the farthest once in 17 times; four times
 * their distance leaves that out. It has to be less than the absolute bar above.
 */
describe('the fast kernel has the gradients of float64, as far as float32 tells', () => {
  const [samples, margin] = [16, 4];

  test.each(allowed)('$inside inside, $last before $loss', ({ loss, network }) => {
    const pass = awayFromKinks(loss, network);
    const [weights, input] = [pass.network.exportWeights(new Float64Array(pass.network.values.size)), inputFor(pass.seed)];
    const learn = (kernel: Kernel, round = (value: number) => value) => {
      const one = onePass(kernel, pass.spec, input.map(round), targetFor(loss, pass.seed));
      one.setWeights(weights.map(round));
      return one.learn();
    };
    const exact = learn(createReferenceKernel('float64'));
    const shaken = Array.from({ length: samples }, (_, i) => {
      const arithmetic = shakenArithmetic(i + 1);
      return learn(createReferenceKernel(arithmetic), arithmetic.round);
    });
    const fast = learn(chooseKernel().kernel);
    for (const of of ['gradient', 'inputGradient'] as const) {
      const bound = margin * Math.max(...shaken.map((one) => farthest(one[of], exact[of])));
            expect(bound).toBeLessThan(absolute);
      expect(farthest(fast[of], exact[of])).toBeLessThanOrEqual(bound);
    }
  });
});

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.max(...Array.from(a, (x, i) => Math.abs(x - b[i]!)));

const rows = 4;
const inputs = 3;

/** Draws input and weights until no number that enters a kinked activation is close to 0. */
function awayFromKinks(loss: LossName, network: LayerSpec[]): Pass & { seed: number; spec: NetworkSpec } {
  for (let seed = 1; ; seed++) {
    const spec = { network, loss, inputs, outputs: loss === 'crossEntropy' ? 3 : 2 };
    const pass = onePass(createReferenceKernel('float64'), spec, inputFor(seed), targetFor(loss, seed), false);
    pass.setWeights(initialWeights(pass.network.shapes, seed).map((w) => w + 0.05));
    pass.loss();
    if (smallestAtKink(pass, network) > 1e-3) return Object.assign(pass, { seed, spec });
  }
}

function smallestAtKink({ network: { layers, outputs } }: Pass, specs: LayerSpec[]): number {
  const entering = layers.flatMap(({ at }, i) => {
    const kinked = specs[at]!.layer === 'relu' || specs[at]!.layer === 'leakyRelu';
    return kinked ? valuesOf(outputs[i - 1]!, rows) : [];
  });
  return Math.min(...entering.map(Math.abs));
}

function inputFor(seed: number): Float64Array {
  const chance = createGenerator(seed, 'input');
  return Float64Array.from({ length: rows * inputs }, () => chance.normal());
}

function targetFor(loss: LossName, seed: number): Float64Array {
  const chance = createGenerator(seed, 'target');
  if (loss === 'meanSquaredError') return Float64Array.from({ length: rows * 2 }, () => chance.normal());
  return Float64Array.from({ length: rows }, () => chance.int(loss === 'crossEntropy' ? 3 : 2));
}

function numericGradient(at: Float64Array, f: (values: Float64Array) => number): Float64Array {
  return at.map((_, i) => {
    const shifted = (by: number) => f(at.map((value, j) => (i === j ? value + by : value)));
    return (shifted(h) - shifted(-h)) / (2 * h);
  });
}

function expectEqualGradients(numeric: ArrayLike<number>, analytic: ArrayLike<number>): void {
  expect(analytic.length).toBe(numeric.length);
  const off = Array.from(numeric, (n, i) => Math.abs(n - analytic[i]!) - (absolute + relative * Math.abs(n)));
  expect(Math.max(...off)).toBeLessThanOrEqual(0);
}
