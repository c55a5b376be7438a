import { expect, test } from 'vitest';
import { layer } from '../../../src/contract/run-config.ts';
import { drawNetwork } from '../../../src/renderer/features/launch/network-drawing.ts';
import { layerShapes } from '../../../src/renderer/format/network.ts';

const layers = (...names: (string | [string, object])[]) => names.map((name) => layer.parse(typeof name === 'string' ? { layer: name } : { layer: name[0], ...name[1] }));
const draw = (network: ReturnType<typeof layers>, inputs = 4) => drawNetwork(network, layerShapes(network, inputs, 2), 128);

test('draws the inputs and a line for each layer, dense ones wired to all', () => {
  const lines = draw(layers(['dense', { units: 3 }], 'relu', 'dense', 'softmax'));
  expect(lines.map(({ title, width, parameters, wiring, dots }) => [title, width, parameters, wiring, dots.length])).toEqual([
    ['Inputs', '4', '', 'none', 4], ['Dense', '3', '15', 'all', 3], ['ReLU', '3', '', 'single', 3], ['Dense', '2', '8', 'all', 2], ['Softmax', '2', '', 'single', 2],
  ]);
});

test('abbreviates wide layers with a gap, within the drawing', () => {
  const [, wide] = draw(layers(['dense', { units: 65_536 }], 'dense'), 30);
  expect(wide).toMatchObject({ width: '65,536', abbreviated: true });
  expect(wide!.dots).toHaveLength(8);
  for (const { x } of wide!.dots) expect(x > 0 && x < 128).toBe(true);
});

test('shows some units of a dropout layer as left out', () => {
  const lines = draw(layers(['dense', { units: 6 }], ['dropout', { rate: 0.5 }], 'dense'));
  expect(lines[2]!.dots.some(({ hollow }) => hollow)).toBe(true);
  expect(lines[1]!.dots.some(({ hollow }) => hollow)).toBe(false);
});

test('a width that is not known yet is one dot and a question mark', () => {
  const network = layers(['dense', { units: 3 }], 'dense');
  const shapes = layerShapes(network, 4, 2);
  shapes[0]!.outputs = NaN;
  expect(drawNetwork(network, shapes, 128)[1]).toMatchObject({ width: '?', dots: [expect.anything()] });
});
