import { expect, test } from 'vitest';
import { addRunning, batch } from '../../support/store.ts';
import { testStore } from '../../support/test-store.ts';

test('a curve has every value in order, NaN and infinities among them', async () => {
  const store = await testStore();
  const { id } = addRunning(store);
  store.points.append([batch(id, [1, 2, 3, 4], { val_loss: [0.5, NaN, Infinity, -Infinity] })]);
  const curve = store.points.curve(id, 'val_loss', 'epoch')!;
  expect([...curve.y]).toEqual([0.5, NaN, Infinity, -Infinity]);
  expect([...curve.x]).toEqual([1, 2, 3, 4]);
  expect(curve.total).toBe(4);
});

test('epochs that are missing stay missing', async () => {
  const store = await testStore();
  const { id } = addRunning(store);
  store.points.append([batch(id, [1, 5, 9], { val_loss: [3, 2, 1] })]);
  expect([...store.points.curve(id, 'val_loss', 'epoch')!.epochs]).toEqual([1, 5, 9]);
});

test('steps belong to their epochs, also of a metric that only some epochs have', async () => {
  const store = await testStore();
  const { id } = addRunning(store);
  store.points.append([batch(id, [1, 2, 3], { val_loss: [3, 2, 1] }), batch(id, [3], { test_loss: [1.5] })]);
  expect([...store.points.curve(id, 'val_loss', 'step')!.x]).toEqual([10, 20, 30]);
  expect([...store.points.curve(id, 'test_loss', 'step')!.x]).toEqual([30]);
});

test('epochs that were recorded together end one after the other on the clock', async () => {
  const store = await testStore(undefined, { now: () => 100_000 });
  const { id } = addRunning(store);
  store.points.append([batch(id, [1, 2, 3], { val_loss: [3, 2, 1], epoch_seconds: [1, 2, 0.5] })]);
  expect([...store.points.curve(id, 'val_loss', 'wall')!.x]).toEqual([97_500, 99_500, 100_000]);
  expect([...store.points.curve(id, 'val_loss', 'relative')!.x]).toEqual([1, 3, 3.5]);
});

test('a run that is gone, or has no such metric, has no curve', async () => {
  const store = await testStore();
  const { id } = addRunning(store);
  store.points.append([batch(id, [1], { val_loss: [3] })]);
  expect(store.points.curve(id, 'val_accuracy', 'epoch')).toBeNull();
  expect(store.points.curve('nobody', 'val_loss', 'epoch')).toBeNull();
});

test('rows come in the order that was asked for, without those in the trash', async () => {
  const store = await testStore();
  const [a, b, c] = [addRunning(store), addRunning(store), addRunning(store)];
  store.runs.end(b.id, { status: 'stopped', stopReason: 'stopped', error: null, weightsSha256: null, chain: null, bestEpoch: null, trainSeconds: 1 });
  store.runs.remove([b.id]);
  expect(store.runs.rows([c.id, b.id, a.id, 'nobody']).map((row) => row.id)).toEqual([c.id, a.id]);
});
