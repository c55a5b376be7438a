import { effectScope, shallowRef } from 'vue';
import { expect, test, vi } from 'vitest';
import { packCurve } from '../../../src/contract/curves.ts';
import type { MillClient } from '../../../src/renderer/charts/mill/client.ts';
import { createMill } from '../../../src/renderer/charts/mill/mill.ts';
import { useComparedCurves, type CurvesWanted } from '../../../src/renderer/stores/comparison-curves.ts';
import { curveEnd, morePoints } from '../../../src/renderer/stores/curve-ends.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const stored = (runId: string, y: number[]) =>
  packCurve({ runId, total: y.length, epochs: Int32Array.from(y, (_, at) => at + 1), x: Float64Array.from(y, (_, at) => at + 1), y: Float64Array.from(y) }, 'epoch');
const wantedOf = (...runIds: string[]): CurvesWanted => ({
  metric: 'val_loss', axis: 'epoch', lines: runIds.map((id) => ({ key: id, runIds: [id] })), from: null, to: null, buckets: 500, logX: false, logY: false, smoothing: 0, band: 'sd',
});
const delta = (runId: string, epochs: number[], values: number[]) => ({ runId, epochs, values: { val_loss: values } });

/** The mill in the same thread. */
function localMill(): MillClient {
  const mill = createMill();
  return { put: mill.put, append: mill.append, drop: mill.drop, draw: async (request) => mill.draw(request), close: () => undefined };
}

function watching(wanted: CurvesWanted, curves: Record<string, number[]>) {
  const bridge = freshStores({ 'runs.curves': ({ ids }) => ids.flatMap((id) => (curves[id] ? [stored(id, curves[id])] : [])) });
  const scope = effectScope();
  const input = shallowRef(wanted);
  const { drawn } = scope.run(() => useComparedCurves(input, localMill))!;
  return { bridge, scope, input, drawn, asked: () => bridge.calls.map(({ input }) => (input as { ids: string[] }).ids) };
}

test('history is asked for once, then deltas move the line', async () => {
  const { bridge, scope, drawn, asked } = watching(wantedOf('a', 'b'), { a: [3, 2], b: [5] });
  await settle();
  bridge.emit('runs.points', { deltas: [delta('a', [3], [1]), delta('other', [1], [9])] });
  await settle();
  expect(drawn.value!.lines.map(({ y }) => [...y])).toEqual([[3, 2, 1], [5]]);
  expect(asked()).toEqual([['a', 'b']]);
  scope.stop();
});

test('another run is asked for alone; smoothing and zoom ask for nothing', async () => {
  const { scope, input, drawn, asked } = watching(wantedOf('a'), { a: [4, 8, 6], b: [5] });
  await settle();
  input.value = { ...wantedOf('a'), smoothing: 0.5, from: 1, to: 2 };
  await settle();
  expect(drawn.value!.lines[0]!.raw).not.toBeNull();
  input.value = wantedOf('a', 'b');
  await settle();
  expect(asked()).toEqual([['a'], ['b']]);
  scope.stop();
});

test('where deltas were missed, that run is read again', async () => {
  const curves: Record<string, number[]> = { a: [3, 2], b: [5] };
  const { bridge, scope, drawn, asked } = watching(wantedOf('a', 'b'), curves);
  await settle();
  curves['a'] = [3, 2, 1, 0.5, 0.4];
  bridge.emit('runs.points', { deltas: [delta('a', [5], [0.4])] });
  await expect.poll(() => [...drawn.value!.lines[0]!.y]).toEqual([3, 2, 1, 0.5, 0.4]);
  expect(asked()).toEqual([['a', 'b'], ['a']]);
  scope.stop();
});

test('deltas that arrive while history is on its way are not lost', async () => {
  let answer: (curves: ReturnType<typeof stored>[]) => void = () => undefined;
  const bridge = freshStores({ 'runs.curves': () => new Promise((resolve) => { answer = resolve; }) });
  const scope = effectScope();
  const { drawn } = scope.run(() => useComparedCurves(shallowRef(wantedOf('a')), localMill))!;
  await settle();
  bridge.emit('runs.points', { deltas: [delta('a', [3], [1])] });
  answer([stored('a', [3, 2])]);
  await settle();
  expect([...drawn.value!.lines[0]!.y]).toEqual([3, 2, 1]);
  scope.stop();
});

test('a run that ends while its history is on its way is read once more, whole', async () => {
  const answers: ((curves: ReturnType<typeof stored>[]) => void)[] = [];
  const bridge = freshStores({ 'runs.curves': () => new Promise((resolve) => { answers.push(resolve); }) });
  const scope = effectScope();
  const { drawn } = scope.run(() => useComparedCurves(shallowRef(wantedOf('a')), localMill))!;
  await settle();
  bridge.emit('runs.points', { deltas: [{ ...delta('a', [3, 6], [1, 0.4]), leftOut: 2 }] });
  bridge.emit('runs.changed', { rows: [runRow({ id: 'a', status: 'completed' })] });
  answers[0]!([stored('a', [3, 2])]);
  await settle();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!([stored('a', [3, 2, 1, 0.8, 0.6, 0.4])]);
  await vi.waitFor(() => expect([...drawn.value!.lines[0]!.y]).toEqual([3, 2, 1, 0.8, 0.6, 0.4]));
  scope.stop();
});

test('nothing listens after its scope has ended', async () => {
  const { bridge, scope } = watching(wantedOf('a'), { a: [1] });
  await settle();
  scope.stop();
  expect(bridge.listeners('runs.points')).toBe(0);
  expect(bridge.listeners('resync')).toBe(0);
});

test('steps and time trained go on from where a curve ends', () => {
  const end = curveEnd({ epochs: Int32Array.of(1, 2), x: Float64Array.of(12, 24) });
  expect(morePoints(delta('a', [2, 3], [9, 1]), 'val_loss', 'step', end, 0)).toEqual({ runId: 'a', epochs: [3], x: [36], y: [1] });
  const fork = curveEnd({ epochs: Int32Array.of(1, 2, 3), x: Float64Array.of(100, 200, 210) });
  expect(morePoints(delta('a', [4, 5], [9, 1]), 'val_loss', 'step', fork, 0)).toMatchObject({ x: [220, 230] });
  const trained = curveEnd({ epochs: Int32Array.of(2), x: Float64Array.of(10) });
  expect(morePoints({ runId: 'a', epochs: [3], values: { val_loss: [1], epoch_seconds: [2] } }, 'val_loss', 'relative', trained, 0)!).toMatchObject({ x: [12] });
  expect(morePoints(delta('a', [9], [1]), 'val_loss', 'step', end, 0)).toBe('gap');
});
