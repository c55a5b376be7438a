import { expect, test } from 'vitest';
import type { PointsDelta } from '../../../src/contract/runs.ts';
import { coarser, mostEpochs } from '../../../src/main/hosts/window-events.ts';

function delta(runId: string, first: number, count: number, ...metrics: string[]): PointsDelta {
  const epochs = Array.from({ length: count }, (_, at) => first + at);
  return { runId, epochs, values: Object.fromEntries(metrics.map((name) => [name, epochs.map((epoch) => epoch / 10)])) };
}

test('what is short comes as it is', () => {
  const deltas = [delta('a', 1, 3, 'val_loss'), delta('b', 7, 1, 'val_loss')];
  expect(coarser(deltas)).toEqual(deltas);
});

test('however much a run has trained, a message brings so many epochs of it, from the first to the last', () => {
  const [thinned, ...others] = coarser([delta('a', 1, 5000, 'val_loss', 'train_loss'), delta('a', 5001, 5000, 'val_loss', 'train_loss')]);
  expect(others).toEqual([]);
  expect(thinned!.epochs).toHaveLength(mostEpochs);
  expect([thinned!.epochs[0], thinned!.epochs.at(-1), thinned!.leftOut]).toEqual([1, 10_000, 10_000 - mostEpochs]);
  expect(thinned!.values['val_loss']).toEqual(thinned!.epochs.map((epoch) => epoch / 10));
  expect(thinned!.values['train_loss']).toHaveLength(mostEpochs);
});

test('runs stay apart, and so do epochs that were trained again or have other metrics', () => {
  const deltas = [delta('a', 1, 2, 'val_loss'), delta('b', 1, 2, 'val_loss'), delta('a', 2, 2, 'val_loss'), delta('a', 4, 1, 'val_loss', 'val_f1')];
  expect(coarser(deltas)).toEqual(deltas);
});
