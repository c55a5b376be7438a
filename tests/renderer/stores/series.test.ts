import { expect, test } from 'vitest';
import { curvesOf, lastEpochOf, leavesGap, withDelta } from '../../../src/renderer/stores/series.ts';
import { packedSeries } from '../../support/packed-series.ts';

const history = () => curvesOf([packedSeries('val_loss', [0.5, 0.4, 0.3])]);
const delta = (epochs: number[], values: number[]) => ({ runId: 'run-1', epochs, values: { val_loss: values } });

test('a delta is put behind the history', () => {
  const curves = withDelta(history(), delta([4, 5], [0.2, 0.1]));
  expect(curves.get('val_loss')).toEqual({ epochs: [1, 2, 3, 4, 5], values: [0.5, 0.4, 0.3, 0.2, 0.1] });
});

test('a delta that overlaps or comes twice changes nothing that is known', () => {
  const once = withDelta(history(), delta([3, 4], [9, 0.2]));
  const twice = withDelta(once, delta([3, 4], [9, 0.2]));
  expect(twice.get('val_loss')).toEqual({ epochs: [1, 2, 3, 4], values: [0.5, 0.4, 0.3, 0.2] });
});

test('a metric that appears later starts where it appears', () => {
  const curves = withDelta(history(), { runId: 'run-1', epochs: [4], values: { val_f1: [0.9] } });
  expect(curves.get('val_f1')).toEqual({ epochs: [4], values: [0.9] });
});

test('NaN is a value and not a missing point', () => {
  expect(withDelta(history(), delta([4], [NaN])).get('val_loss')?.values).toEqual([0.5, 0.4, 0.3, NaN]);
});

test('each delta gives a new curve object, so that charts notice', () => {
  const before = history();
  expect(withDelta(before, delta([4], [0.2])).get('val_loss')).not.toBe(before.get('val_loss'));
});

test('missing epochs are noticed, and the first epoch of an empty run is no gap', () => {
  expect(leavesGap(history(), delta([5], [0.1]))).toBe(true);
  expect(leavesGap(history(), delta([4], [0.1]))).toBe(false);
  expect(leavesGap(new Map(), delta([1], [0.1]))).toBe(false);
  expect(lastEpochOf(new Map())).toBe(-1);
});

test('a curve that is kept within bounds stays there, with its extremes and its ends', () => {
  const most = 400;
  const bounds = { most };
  let curves = new Map() as ReturnType<typeof withDelta>;
  let longest = 0;
  for (let first = 1; first <= 20_000; first += 40) {
    const epochs = Array.from({ length: 40 }, (_, at) => first + at);
    curves = withDelta(curves, delta(epochs, epochs.map((epoch) => (epoch === 7013 ? 99 : Math.sin(epoch)))), bounds);
    longest = Math.max(longest, curves.get('val_loss')!.epochs.length);
  }
  const { epochs, values } = curves.get('val_loss')!;
  expect(longest).toBeLessThanOrEqual(most);
  expect([epochs[0], epochs.at(-1), Math.max(...values)]).toEqual([1, 20_000, 99]);
  expect(epochs.every((epoch, at) => at === 0 || epoch > epochs[at - 1]!)).toBe(true);
});

test('a curve of values that are no numbers stays within bounds too', () => {
  const epochs = Array.from({ length: 5000 }, (_, at) => at + 1);
  expect(withDelta(new Map(), delta(epochs, epochs.map(() => NaN)), { most: 400 }).get('val_loss')!.epochs.length).toBeLessThanOrEqual(400);
});

test('metrics that nobody wants are not kept', () => {
  expect([...withDelta(new Map(), { runId: 'run-1', epochs: [1], values: { val_f1: [1], val_loss: [2] } }, { metrics: ['val_loss'] }).keys()]).toEqual(['val_loss']);
});
