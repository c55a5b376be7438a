import { effectScope, nextTick, ref } from 'vue';
import { expect, test } from 'vitest';
import type { PackedSeries } from '../../../src/contract/curves.ts';
import { useRunCurves } from '../../../src/renderer/stores/run-curves.ts';
import { packedSeries } from '../../support/packed-series.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const series = (...values: number[]): PackedSeries[] => [packedSeries('val_loss', values)];
const delta = (epoch: number, value: number) => ({ runId: 'run-1', epochs: [epoch], values: { val_loss: [value] } });

test('deltas that arrive while history is on its way are not lost', async () => {
  let answer: (series: PackedSeries[]) => void = () => undefined;
  const bridge = freshStores({ 'runs.history': () => new Promise((resolve) => { answer = resolve; }) });
  const scope = effectScope();
  const { curves } = scope.run(() => useRunCurves(ref('run-1')))!;
  await settle();
  bridge.emit('runs.points', { deltas: [delta(3, 0.3)] });
  answer(series(0.5, 0.4));
  await settle();
  expect(curves.value.get('val_loss')?.values).toEqual([0.5, 0.4, 0.3]);
  scope.stop();
});

test('of two histories on their way the newer one counts, with the deltas since it was asked for', async () => {
  const answers: ((series: PackedSeries[]) => void)[] = [];
  const bridge = freshStores({ 'runs.history': () => new Promise((resolve) => { answers.push(resolve); }) });
  const scope = effectScope();
  const { curves, error, loading } = scope.run(() => useRunCurves(ref('run-1')))!;
  await settle();
  bridge.emit('runs.points', { deltas: [{ ...delta(3, 0.3), leftOut: 1 }] });
  bridge.emit('runs.changed', { rows: [runRow({ status: 'completed' })] });
  await settle();
  expect(answers).toHaveLength(2);
  bridge.emit('runs.points', { deltas: [delta(4, 0.2)] });
  answers[0]!(series(0.5));
  await settle();
  expect(loading.value).toBe(true);
  answers[1]!(series(0.5, 0.4, 0.3));
  await settle();
  expect(curves.value.get('val_loss')?.values).toEqual([0.5, 0.4, 0.3, 0.2]);
  expect([error.value, loading.value]).toEqual([null, false]);
  scope.stop();
});

test('history is asked for once, and again only where epochs are missing', async () => {
  const bridge = freshStores({ 'runs.history': () => series(0.5, 0.4) });
  const scope = effectScope();
  scope.run(() => useRunCurves(ref('run-1')));
  await settle();
  bridge.emit('runs.points', { deltas: [delta(3, 0.3)] });
  await settle();
  expect(bridge.calls).toHaveLength(1);
  bridge.emit('runs.points', { deltas: [delta(9, 0.1)] });
  await settle();
  expect(bridge.calls).toHaveLength(2);
  scope.stop();
});

test('another run’s points are ignored, and its history replaces the curves', async () => {
  const bridge = freshStores({ 'runs.history': ({ id }) => (id === 'run-1' ? series(0.5) : series(0.7, 0.6)) });
  const id = ref('run-1');
  const scope = effectScope();
  const { curves } = scope.run(() => useRunCurves(id))!;
  await settle();
  bridge.emit('runs.points', { deltas: [{ ...delta(2, 9), runId: 'other' }] });
  expect(curves.value.get('val_loss')?.values).toEqual([0.5]);
  id.value = 'run-2';
  await nextTick();
  await settle();
  expect(curves.value.get('val_loss')?.values).toEqual([0.7, 0.6]);
  scope.stop();
});

test('nothing listens after its scope has ended', async () => {
  const bridge = freshStores({ 'runs.history': () => [] });
  const scope = effectScope();
  scope.run(() => useRunCurves(ref('run-1')));
  await settle();
  expect(bridge.listeners('runs.points')).toBe(1);
  scope.stop();
  expect(bridge.listeners('runs.points')).toBe(0);
  expect(bridge.listeners('resync')).toBe(0);
});

test('a run of which deltas leave epochs out is read once more when it has ended', async () => {
  const bridge = freshStores({ 'runs.history': () => series(0.5, 0.4) });
  const scope = effectScope();
  scope.run(() => useRunCurves(ref('run-1')));
  await settle();
  bridge.emit('runs.points', { deltas: [{ runId: 'run-1', epochs: [3, 9], values: { val_loss: [0.3, 0.2] }, leftOut: 5 }] });
  bridge.emit('runs.changed', { rows: [runRow({ id: 'run-1', status: 'running' })] });
  await settle();
  expect(bridge.calls).toHaveLength(1);
  bridge.emit('runs.changed', { rows: [runRow({ id: 'run-1', status: 'stopped' })] });
  bridge.emit('runs.changed', { rows: [runRow({ id: 'run-1', status: 'stopped' })] });
  await settle();
  expect(bridge.calls).toHaveLength(2);
  scope.stop();
});
