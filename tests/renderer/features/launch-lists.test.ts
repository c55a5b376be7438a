import { expect, test } from 'vitest';
import { runConfig } from '../../../src/contract/run-config.ts';
import { readPath, writePath } from '../../../src/renderer/features/launch/draft-path.ts';
import { changeLayer, insertHidden, moveLayer, outputAt, removeLayer } from '../../../src/renderer/features/launch/layer-list.ts';

const network = () => runConfig.parse({}).network;
const names = (layers: { layer: string }[]) => layers.map((layer) => layer.layer).join(' ');

test('a hidden layer goes before the output, as wide as the last hidden one', () => {
  const next = insertHidden(network(), 'dense', 'relu');
  expect(names(next)).toBe('dense relu dense relu dense relu dense softmax');
  expect(next[4]).toMatchObject({ units: 24 });
  expect(runConfig.safeParse({ network: next }).success).toBe(true);
});

test('layers move by one, and not past the ends', () => {
  expect(names(moveLayer(network(), 0, 1))).toBe('relu dense dense relu dense softmax');
  expect(moveLayer(network(), 0, -1)).toEqual(network());
  expect(moveLayer(network(), 5, 1)).toEqual(network());
});

test('a changed layer starts from its own defaults, the others stay', () => {
  const next = changeLayer(network(), 1, 'leakyRelu');
  expect(next[1]).toEqual({ layer: 'leakyRelu', slope: 0.01 });
  expect(next.filter((_, at) => at !== 1)).toEqual(network().filter((_, at) => at !== 1));
});

test('removing takes one layer out', () => {
  expect(names(removeLayer(network(), 3))).toBe('dense relu dense dense softmax');
});

test('without a dense layer there is no output to stand before', () => {
  expect(outputAt([{ layer: 'relu' }])).toBe(1);
});

test('paths read and write plain data, list entries among it', () => {
  const config = runConfig.parse({});
  writePath(config, 'network.0.units', 8);
  expect(readPath(config, 'network.0.units')).toBe(8);
  writePath(config, 'network.0.units', undefined);
  expect(config.network[0]).not.toHaveProperty('units');
});

test('paths do not lead into prototypes', () => {
  expect(readPath({}, 'constructor.name')).toBeUndefined();
  writePath({}, 'constructor.prototype.spoiled', true);
  expect(({} as { spoiled?: boolean }).spoiled).toBeUndefined();
});
