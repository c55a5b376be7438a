import { describe, expect, it } from 'vitest';
import { createPathGradients } from '../../src/nn/path-gradients.ts';
import { createGenerator } from '../../src/nn/random.ts';
import { describeNetwork } from '../../src/nn/network-shape.ts';
import type { NetworkSpec } from '../../src/nn/network.ts';
import { dense } from '../support/nn.ts';

const specs: Record<string, NetworkSpec> = {
  'ReLU and softmax': { network: [dense(24), { layer: 'relu' }, dense(24), { layer: 'relu' }, dense(), { layer: 'softmax' }], loss: 'crossEntropy', inputs: 10, outputs: 3 },
  'tanh, dropout and sigmoid': { network: [dense(8), { layer: 'tanh' }, { layer: 'dropout', rate: 0.5 }, dense(), { layer: 'sigmoid' }], loss: 'binaryCrossEntropy', inputs: 4, outputs: 2 },
  'a regression with leaky ReLU': { network: [dense(12), { layer: 'leakyRelu', slope: 0.01 }, dense()], loss: 'meanSquaredError', inputs: 5, outputs: 1 },
};

function drawn(spec: NetworkSpec) {
  const chance = createGenerator(11, 'path gradients');
  const size = describeNetwork(spec.network, spec.inputs, spec.outputs, spec.loss).reduce((sum, { parameters }) => sum + parameters, 0);
  const numbers = (length: number, scale: number) => Float32Array.from({ length }, () => scale * chance.normal());
  return { gradients: createPathGradients(spec, numbers(size, 0.7)), x: numbers(spec.inputs, 1.5), baseline: numbers(spec.inputs, 0.3) };
}

describe.each(Object.entries(specs))('integrated gradients of %s', (_, spec) => {
  const { gradients, x, baseline } = drawn(spec);
  const output = spec.outputs - 1;

  it('add up to the difference from the baseline', () => {
    const { contributions, from, to, residual } = gradients.attribute(x, baseline, output);
    expect(from).toBe(gradients.value(baseline, output));
    expect(to).toBe(gradients.value(x, output));
    expect(Math.abs(to - from - contributions.reduce((sum, one) => sum + one, 0))).toBeLessThan(1e-6);
    expect(Math.abs(residual)).toBeLessThan(1e-6);
  });

  it('are those of a fine sum of differences along the line', () => {
    const { contributions } = gradients.attribute(x, baseline, output);
    const steps = 4000;
    const h = 1e-6;
    for (let i = 0; i < spec.inputs; i++) {
      let sum = 0;
      for (let step = 0; step < steps; step++) {
        const alpha = (step + 0.5) / steps;
        const at = Float64Array.from(x, (value, j) => baseline[j]! + alpha * (value - baseline[j]!));
        const shifted = (by: number) => gradients.value(at.map((value, j) => (j === i ? value + by : value)), output);
        sum += (shifted(h) - shifted(-h)) / (2 * h);
      }
      // Midpoints miss each kink of ReLU by up to half a step.
      expect(Math.abs(contributions[i]! - ((x[i]! - baseline[i]!) * sum) / steps)).toBeLessThan(5e-4);
    }
  });
});

it('gives nothing to an input that is as in the baseline, and the same with or without it', () => {
  const { gradients, x, baseline } = drawn(specs['ReLU and softmax']!);
  x[2] = baseline[2]!;
  expect(gradients.attribute(x, baseline, 0).contributions[2]).toBe(0);
});

it('of a linear model are weight times difference, worked by hand', () => {
  const gradients = createPathGradients({ network: [dense()], loss: 'meanSquaredError', inputs: 2, outputs: 1 }, [2, -3, 5]);
  const { contributions, from, to } = gradients.attribute([4, 1], [1, 3], 0);
  expect([from, to]).toEqual([-2, 10]);
  expect([...contributions]).toEqual([expect.closeTo(6, 12), expect.closeTo(6, 12)]);
});
