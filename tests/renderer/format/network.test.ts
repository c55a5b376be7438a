import { expect, test } from 'vitest';
import { runConfig } from '../../../src/contract/run-config.ts';
import { describeNetwork } from '../../../src/nn/network-shape.ts';
import { hiddenLine, inputsFromParameters, layerShapes, shapeLine, widthsLine } from '../../../src/renderer/format/network.ts';

const network = runConfig.parse({}).network;

test('a list shows hidden widths and what stands between them', () => {
  expect(hiddenLine(network)).toBe('24-24 relu');
});

test('a network without a hidden layer is linear', () => {
  expect(hiddenLine([{ layer: 'dense', init: 'zeros' }, { layer: 'softmax' }])).toBe('linear');
});

test('all widths run from the inputs to the outputs', () => {
  expect(widthsLine(network, 30, 2)).toBe('30-24-24-2');
});

test('shapes agree with the network core', () => {
  const core = describeNetwork(network, 30, 2, 'crossEntropy');
  expect(layerShapes(network, 30, 2)).toEqual(core.map(({ inputs, units, parameters }) => ({ inputs, outputs: units, parameters })));
});

test('the inputs are worked back from the parameters', () => {
  const parameters = describeNetwork(network, 30, 2, 'crossEntropy').reduce((sum, shape) => sum + shape.parameters, 0);
  expect(inputsFromParameters(network, 2, parameters)).toBe(30);
});

test('parameters that do not fit the layers give no inputs', () => {
  expect(inputsFromParameters(network, 2, 1000)).toBeNull();
});

test('a width that is not a number yet is a question mark', () => {
  const shapes = layerShapes([{ layer: 'dense', units: NaN, init: 'zeros' }, { layer: 'relu' }], 3, 2);
  expect(shapes.map(shapeLine)).toEqual(['3 → ?', '?']);
});
