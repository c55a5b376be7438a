import { expect, test } from 'vitest';
import { createReplayEngine } from '../../../src/compare/replay/replay-engine.ts';
import type { ReplayModel, Wish } from '../../../src/compare/replay/model.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';

/** One dense layer of two inputs and two classes: class 1 is likelier where the first input is positive. */
const model: ReplayModel = {
  network: [{ layer: 'dense', init: 'zeros' }, { layer: 'softmax' }], loss: 'crossEntropy', task: 'classification', inputs: 2, outputs: 2,
  x: Float32Array.of(1, 0, -1, 0, 2, 1, -2, 1), y: Float32Array.of(1, 0, 0, 0),
  rows: { train: Uint32Array.of(0, 1), validation: Uint32Array.of(2, 3), test: new Uint32Array() },
};
const weights = Float32Array.of(0, 1, 0, 0, 0, 0);
const wish: Wish = { part: 'train', positive: 1, threshold: 0.5, sort: { key: 'loss', descending: true }, cell: null, layers: true, map: 'weights', cut: { axes: { kind: 'features', x: 0, y: 1 }, through: null } };
const engine = () => createReplayEngine(createReferenceKernel(), model);

test('counts what is confused, and puts the hardest row first', () => {
  const { classes, rows } = engine().frame(3, weights, null, { ...wish, part: 'validation' });
  expect([...classes!.confusion]).toEqual([1, 1, 0, 0]);
  expect([...rows.order].map((at) => rows.rows[at])).toEqual([2, 3]);
  expect(rows.loss[0]).toBeCloseTo(Math.log(1 + Math.exp(2)), 5);
});

test('shows the rows of a cell alone, and calls the positive class from the threshold on', () => {
  const { rows } = engine().frame(3, weights, null, { ...wish, part: 'validation', cell: { actual: 0, predicted: 1 } });
  expect([...rows.order]).toEqual([0]);
  expect([...engine().frame(3, weights, null, { ...wish, part: 'validation', threshold: 0.95 }).classes!.confusion]).toEqual([2, 0, 0, 0]);
});

test('tells how each layer changed, and the norm of its gradient', () => {
  const [layer] = engine().frame(3, weights, Float32Array.of(0, 0, 0, 0, 0, 0), wish).layers;
  expect(layer).toMatchObject({ at: 0, inputs: 2, units: 2, norm: 1, change: 1, dead: null });
  // Two rows, mirrored: dz = ±(p − 1), so that each of the two weights of the first input gets p − 1 = −1/(1 + e).
  expect(layer!.gradientNorm).toBeCloseTo(Math.SQRT2 / (1 + Math.E), 5);
});

test('cuts through the inputs along two features', () => {
  const { cut } = engine().frame(3, weights, null, wish);
  expect(cut.classes[0]).toBe(0);
  expect(cut.classes[cut.size - 1]).toBe(1);
  expect([...cut.points]).toEqual([1, 0, -1, 0]);
});

test('follows a row through epochs', () => {
  const life = engine().biography(0, Float32Array.of(0, 0, 0, 0, 0, 0, ...weights));
  expect([...life.predicted]).toEqual([0, 1]);
  expect(life.probability[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
});
