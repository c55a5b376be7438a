import { describe, expect, test } from 'vitest';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { createNetwork, initialWeights, type NetworkSpec } from '../../src/nn/network.ts';
import { describeNetwork } from '../../src/nn/network-shape.ts';
import { createPredictor } from '../../src/nn/predictor.ts';
import { createGenerator } from '../../src/nn/random.ts';
import type { LayerSpec, LossName } from '../../src/nn/spec.ts';
import { fillMatrix } from '../../src/nn/training-table.ts';
import { dense, networkError } from '../support/nn.ts';
import { onePass, valuesOf } from '../support/nn-pass.ts';

const seedNetwork: LayerSpec[] = [dense(3), { layer: 'relu' }, dense(), { layer: 'softmax' }];

describe('describeNetwork', () => {
  test('tells widths and parameters without building anything', () => {
    const shapes = describeNetwork(seedNetwork, 4, 2, 'crossEntropy');
    expect(shapes.map(({ inputs, units, parameters }) => [inputs, units, parameters])).toEqual([[4, 3, 15], [3, 3, 0], [3, 2, 8], [2, 2, 0]]);
  });

  test('gives one unit to two classes under binaryCrossEntropy', () => {
    expect(describeNetwork([dense(), { layer: 'sigmoid' }], 4, 2, 'binaryCrossEntropy').map(({ units }) => units)).toEqual([1, 1]);
  });

  const refusals: [string, LayerSpec[], number, number, LossName, string, RegExp][] = [
    ['no dense layer', [{ layer: 'softmax' }], 4, 2, 'crossEntropy', 'network', /at least one dense/],
    ['no layer', [], 4, 2, 'crossEntropy', 'network', /at least one dense/],
    ['an inner dense layer without units', [dense(), { layer: 'relu' }, dense(), { layer: 'softmax' }], 4, 2, 'crossEntropy', 'network.0.units', /Only the last dense/],
    ['softmax inside', [dense(3), { layer: 'softmax' }, dense(), { layer: 'softmax' }], 4, 2, 'crossEntropy', 'network.1', /softmax can only be the last/],
    ['another width than the classes', [dense(5), { layer: 'softmax' }], 4, 3, 'crossEntropy', 'network.0.units', /needs 3 units for this target, not 5/],
    ['crossEntropy without softmax', [dense()], 4, 2, 'crossEntropy', 'loss', /needs softmax/],
    ['binaryCrossEntropy without sigmoid', [dense(), { layer: 'tanh' }], 4, 2, 'binaryCrossEntropy', 'loss', /needs sigmoid/],
    ['meanSquaredError after softmax', [dense(), { layer: 'softmax' }], 4, 2, 'meanSquaredError', 'loss', /dense or an activation/],
    ['an activation before the head', [dense(), { layer: 'relu' }, { layer: 'softmax' }], 4, 2, 'crossEntropy', 'network.1', /right before the last/],
    ['three classes under binaryCrossEntropy', [dense(), { layer: 'sigmoid' }], 4, 3, 'binaryCrossEntropy', 'loss', /two classes, and this one has 3/],
    ['one class', seedNetwork, 4, 1, 'crossEntropy', 'data.target', /one class only/],
    ['no feature', seedNetwork, 0, 2, 'crossEntropy', 'data.features', /no feature column/],
    ['half a unit', [dense(2.5), { layer: 'relu' }, dense(), { layer: 'softmax' }], 4, 2, 'crossEntropy', 'network.0.units', /whole number/],
    ['no unit', [dense(0), { layer: 'relu' }, dense(), { layer: 'softmax' }], 4, 2, 'crossEntropy', 'network.0.units', /whole number/],
    ['more parameters than fit', [dense(65_536), { layer: 'relu' }, dense(65_536), { layer: 'relu' }, dense(), { layer: 'softmax' }], 4, 2, 'crossEntropy', 'network.2', /more than 100 million/],
  ];
  test.each(refusals)('refuses %s', (_, specs, inputs, outputs, loss, field, message) => {
    expect(() => describeNetwork(specs, inputs, outputs, loss)).toThrow(networkError(field, message));
  });
});

describe('a network', () => {
  const spec: NetworkSpec = { network: seedNetwork, loss: 'crossEntropy', inputs: 4, outputs: 2 };
  const build = () => createNetwork(createReferenceKernel(), spec, { rows: 8 });

  test('gives back the weights that it was given', () => {
    const network = build();
    const weights = Float32Array.from(initialWeights(network.shapes, 1));
    network.importWeights(weights);
    expect(network.exportWeights(new Float32Array(weights.length))).toEqual(weights);
  });

  test('refuses weights of another number, and weights that are no finite numbers', () => {
    const network = build();
    const size = network.values.size;
    expect(() => network.importWeights(new Float32Array(size - 1))).toThrow(networkError('from', /22 numbers, and the network has 23/));
    expect(() => network.importWeights(new Float32Array(size).fill(NaN))).toThrow(networkError('from', /not finite/));
    expect(() => network.importWeights(new Float32Array(size).fill(Infinity))).toThrow(networkError('from', /not finite/));
  });

  const activations: LayerSpec[] = [{ layer: 'relu' }, { layer: 'leakyRelu', slope: 0.1 }, { layer: 'sigmoid' }, { layer: 'tanh' }];
  test.each(activations)('computes $layer with the dense layer before it or apart from it, to the same bits', (activation) => {
    const chance = createGenerator(3, 'test');
    const [x, y] = [Float32Array.from({ length: 40 }, () => chance.normal()), Float32Array.from({ length: 10 }, () => chance.int(2))];
    const network = [dense(5), activation, dense(), { layer: 'softmax' as const }];
    const learn = (fuse: boolean) => {
      const pass = onePass(createReferenceKernel(), { ...spec, network }, x, y, fuse);
      pass.setWeights(initialWeights(pass.network.shapes, 1));
      return { layers: pass.network.layers.length, result: pass.learn() };
    };
    const [fused, apart] = [learn(true), learn(false)];
    expect([fused.layers, apart.layers]).toEqual([2, 3]);
    expect(fused.result).toEqual(apart.result);
  });

  test('keeps what each layer gave', () => {
    const kernel = createReferenceKernel();
    const network = createNetwork(kernel, spec, { rows: 2, fuse: false });
    network.importWeights(initialWeights(network.shapes, 1));
    const p = network.predict(fillMatrix(kernel.matrix(2, 4), [1, 2, 3, 4, -1, 0, 1, 0]), 2);
    const [z1, h, z2] = network.outputs.map((output) => valuesOf(output, 2));
    expect(network.layers.map(({ at }) => at)).toEqual([0, 1, 2]);
    expect(h).toEqual(z1!.map((z) => Math.max(z, 0)));
    expect(z2).toHaveLength(4);
    expect(valuesOf(p, 2)[0]! + valuesOf(p, 2)[1]!).toBeCloseTo(1, 6);
  });
});

describe('dropout', () => {
  const kernel = createReferenceKernel();
  const spec: NetworkSpec = { network: [{ layer: 'dropout', rate: 0.25 }, dense()], loss: 'meanSquaredError', inputs: 1000, outputs: 1 };
  const network = createNetwork(kernel, spec, { rows: 10, training: { generator: (purpose) => createGenerator(1, purpose) } });
  const ones = fillMatrix(kernel.matrix(10, 1000), new Float32Array(10_000).fill(1));
  const masked = () => (network.forward(ones, 10, 'training'), valuesOf(network.outputs[0]!, 10));

  test('zeroes the share that it was given in training and scales up the rest', () => {
    const values = masked();
    const zeros = values.filter((v) => v === 0).length;
    expect(Math.abs(zeros - 2500)).toBeLessThan(4 * Math.sqrt(10_000 * 0.25 * 0.75));
    expect(new Set(values)).toEqual(new Set([0, Math.fround(4 / 3)]));
  });

  test('draws other zeros in every pass', () => expect(masked()).not.toEqual(masked()));

  test('lets everything through in inference', () => {
    network.forward(ones, 10, 'inference');
    expect(network.outputs[0]).toBe(ones);
  });
});

describe('a predictor', () => {
  const chance = createGenerator(8, 'test');
  const rows = 600;
  const x = Float32Array.from({ length: rows * 4 }, () => chance.normal());

  test('gives each row its probabilities, in however many batches', () => {
    const predictor = createPredictor(createReferenceKernel(), { network: seedNetwork, loss: 'crossEntropy', inputs: 4, outputs: 2 });
    predictor.setWeights(initialWeights(predictor.network.shapes, 1));
    const all = predictor.predict(x, rows);
    const single = predictor.predict(x.subarray(4 * 500, 4 * 501), 1);
    expect(all).toHaveLength(rows * 2);
    expect(all.subarray(1000, 1002)).toEqual(single);
  });

  test('gives a probability to both classes of a network with one unit', () => {
    const predictor = createPredictor(createReferenceKernel(), { network: [dense(), { layer: 'sigmoid' }], loss: 'binaryCrossEntropy', inputs: 4, outputs: 2 });
    predictor.setWeights([1, 0, 0, 0, 0]);
    const [p0, p1] = predictor.predict([Math.log(3), 0, 0, 0], 1);
    expect([p0, p1]).toEqual([expect.closeTo(0.25, 6), expect.closeTo(0.75, 6)]);
  });

  test('gives the numbers of a regression as they are', () => {
    const predictor = createPredictor(createReferenceKernel(), { network: [dense()], loss: 'meanSquaredError', inputs: 4, outputs: 2 });
    predictor.setWeights([1, 2, 0, 0, 0, 0, 0, 0, 0.5, -1]);
    expect([...predictor.predict([2, 9, 9, 9], 1)]).toEqual([2.5, 3]);
  });
});
