import { expect, test } from 'vitest';
import { initialWeights } from '../../src/nn/network.ts';
import { describeNetwork } from '../../src/nn/network-shape.ts';
import type { InitializerName, LayerSpec } from '../../src/nn/spec.ts';

const layer = (units: number, init: InitializerName): LayerSpec => ({ layer: 'dense', units, init });
const draw = (specs: LayerSpec[], inputs: number, seed = 5) =>
  initialWeights(describeNetwork(specs, inputs, (specs.at(-1) as { units: number }).units, 'meanSquaredError'), seed);

const [inputs, units] = [200, 100];
const variances: [InitializerName, number, number][] = [
  ['heNormal', 2 / inputs, Infinity],
  ['heUniform', 2 / inputs, Math.sqrt(6 / inputs)],
  ['glorotNormal', 2 / (inputs + units), Infinity],
  ['glorotUniform', 2 / (inputs + units), Math.sqrt(6 / (inputs + units))],
  ['zeros', 0, 0],
];

test.each(variances)('%s draws with variance %d within its limit', (init, variance, limit) => {
  const weights = draw([layer(units, init)], inputs).subarray(0, inputs * units);
  const measured = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
  expect(Math.abs(measured - variance)).toBeLessThanOrEqual(4 * variance * Math.sqrt(2 / weights.length));
  expect(weights.every((w) => Math.abs(w) <= limit)).toBe(true);
});

test('biases start at 0', () => {
  expect([...draw([layer(3, 'heNormal')], 2)].slice(6)).toEqual([0, 0, 0]);
});

test('each layer draws from a stream of its own, so that a wider one does not change the next', () => {
  const second = (flat: Float64Array, first: number) => [...flat.subarray((4 + 1) * first, (4 + 1) * first + 2)];
  const narrow = draw([layer(3, 'zeros'), layer(2, 'glorotNormal')], 4);
  const wide = draw([layer(3, 'heNormal'), layer(2, 'glorotNormal')], 4);
  expect(second(wide, 3)).toEqual(second(narrow, 3));
});

test('another seed gives other weights, the same one the same', () => {
  const specs = [layer(3, 'heNormal')];
  expect(draw(specs, 4, 1)).toEqual(draw(specs, 4, 1));
  expect(draw(specs, 4, 1)).not.toEqual(draw(specs, 4, 2));
});
