import { expect, test } from 'vitest';
import { createReplayEngine } from '../../../src/compare/replay/replay-engine.ts';
import type { LayerFrame, ReplayModel, Wish } from '../../../src/compare/replay/model.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';

/** Three units behind a ReLU, of which the last one gets a bias that no row overcomes. */
const rows = [[1, 0.5], [-1, 0.25], [0.5, -1], [-0.75, -0.5], [0.25, 1]];
const first = [0.5, -0.4, 0.3, 0.2, 0.6, -0.1, 0.1, 0.05, -9];
const second = [0.7, -0.2, -0.3, 0.4, 0.5, 0.6, 0.01, -0.02];
const weights = Float32Array.of(...first, ...second);
const classifier: ReplayModel = {
  network: [{ layer: 'dense', units: 3, init: 'zeros' }, { layer: 'relu' }, { layer: 'dropout', rate: 0.5 }, { layer: 'dense', init: 'zeros' }, { layer: 'softmax' }],
  loss: 'crossEntropy', task: 'classification', inputs: 2, outputs: 2,
  x: Float32Array.from(rows.flat()), y: Float32Array.of(0, 1, 1, 0, 1), rows: { train: Uint32Array.of(0, 1, 2, 3), validation: Uint32Array.of(4), test: new Uint32Array() },
};
const wish: Wish = { part: 'validation', positive: 1, threshold: 0.5, sort: { key: 'loss', descending: true }, cell: null, layers: true, map: 'weights', cut: { axes: { kind: 'features', x: 0, y: 1 }, through: null } };
const layersOf = (model: ReplayModel, now: Float32Array, before: Float32Array | null, map: Wish['map'] = 'weights'): LayerFrame[] =>
  createReplayEngine(createReferenceKernel(), model).frame(3, now, before, { ...wish, map }).layers;

/** What stands behind the ReLU, and the loss of the training rows: plain loops in float64, on their own. */
const hidden = (w: readonly number[], [a, b]: readonly number[]) => [0, 1, 2].map((u) => Math.max(0, a! * w[u]! + b! * w[3 + u]! + w[6 + u]!));
function lossOf(w: readonly number[]): number {
  let sum = 0;
  for (const row of classifier.rows.train) {
    const h = hidden(w, rows[row]!);
    const [z0, z1] = [0, 1].map((k) => h.reduce((total, value, u) => total + value * w[9 + 2 * u + k]!, w[15 + k]!)) as [number, number];
    sum += Math.log(Math.exp(z0) + Math.exp(z1)) - (classifier.y[row] === 1 ? z1 : z0);
  }
  return sum / classifier.rows.train.length;
}
const gradient = [...weights].map((_, at) => {
  const moved = (by: number) => lossOf([...weights].map((value, i) => (i === at ? value + by : value)));
  return (moved(1e-5) - moved(-1e-5)) / 2e-5;
});
const norm = (values: readonly number[]) => Math.hypot(...values);

test('a layer’s part of the gradient is the slope of the mean loss of the training rows', () => {
  const [one, two] = layersOf(classifier, weights, null);
  expect([one!.at, two!.at]).toEqual([0, 3]);
  expect(one!.gradientNorm).toBeCloseTo(norm(gradient.slice(0, 9)), 6);
  expect(two!.gradientNorm).toBeCloseTo(norm(gradient.slice(9)), 6);
  expect(one!.norm).toBeCloseTo(norm(first), 5);
});

test('a unit is dead that is 0 on every training row, whatever other rows make of it', () => {
  expect(layersOf(classifier, weights, null).map(({ dead }) => dead)).toEqual([1 / 3, null]);
  const elsewhere = weights.slice();
  [elsewhere[2], elsewhere[5], elsewhere[8]] = [0, 1, -0.9];
  expect(hidden([...elsewhere], rows[4]!)[2]).toBeGreaterThan(0);
  expect(layersOf(classifier, elsewhere, null)[0]!.dead).toBe(1 / 3);
  // Of the training rows, none but the third has a second input so far below 0.
  const late = weights.slice();
  [late[2], late[5], late[8]] = [0, -1, -0.9];
  const alive = classifier.rows.train.reduce((most, row) => Math.max(most, hidden([...late], rows[row]!)[2]!), 0);
  expect(alive).toBeGreaterThan(0);
  expect(layersOf(classifier, late, null)[0]!.dead).toBe(0);
});

test('shows what changed since the epoch before, weight by weight', () => {
  const before = weights.map((value, at) => (at === 1 ? value - 0.25 : at === 10 ? value + 0.5 : value));
  const [one, two] = layersOf(classifier, weights, before, 'change');
  expect(one!.change).toBeCloseTo(0.25, 6);
  expect(two!.change).toBeCloseTo(0.5, 6);
  expect([...one!.map].map((value) => Number(value.toFixed(4)))).toEqual([0, 0.25, 0, 0, 0, 0]);
  expect([...two!.map].map((value) => Math.abs(Number(value.toFixed(4))))).toEqual([0, 0.5, 0, 0, 0, 0]);
  const [begin] = layersOf(classifier, weights, null, 'change');
  expect(begin!.change).toBeNull();
});
