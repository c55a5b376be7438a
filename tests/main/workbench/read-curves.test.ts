import { expect, test } from 'vitest';
import { curvesQuery, historyQuery, unpackCurve } from '../../../src/contract/curves.ts';
import { fromWire, toWire } from '../../../src/contract/wire.ts';
import { readCurves } from '../../../src/main/workbench/read-curves.ts';
import { readEpochValues, readHistory } from '../../../src/main/workbench/read-history.ts';
import { addRunning, batch } from '../../support/store.ts';
import { testStore } from '../../support/test-store.ts';

const epochs = Array.from({ length: 5000 }, (_, at) => at + 1);

test('curves of many runs arrive as they are stored, in the order of the ids', async () => {
  const store = await testStore();
  const [a, b] = [addRunning(store), addRunning(store)];
  store.points.append([batch(a.id, [1, 2], { val_loss: [0.5, NaN] }), batch(b.id, [1], { val_loss: [-Infinity] })]);
  const packed = await readCurves(store, curvesQuery.parse({ ids: [b.id, a.id, 'gone'], metric: 'val_loss', x: 'step' }));
  const curves = (fromWire(toWire(packed)) as typeof packed).map(unpackCurve);
  expect(curves.map(({ runId, x, y }) => [runId, [...x], [...y]])).toEqual([[b.id, [10], [-Infinity]], [a.id, [10, 20], [0.5, NaN]]]);
});

test('a long curve is decimated without losing its extremes, and says how many points there are', async () => {
  const store = await testStore();
  const { id } = addRunning(store);
  store.points.append([batch(id, epochs, { val_loss: epochs.map((epoch) => (epoch === 2501 ? 99 : Math.sin(epoch))) })]);
  const [curve] = (await readCurves(store, curvesQuery.parse({ ids: [id], metric: 'val_loss', buckets: 50 }))).map(unpackCurve);
  expect(curve!.total).toBe(5000);
  expect(curve!.y.length).toBeLessThanOrEqual(200);
  expect(Math.max(...curve!.y)).toBe(99);
});

test('a range comes in full, with a point to either side', async () => {
  const store = await testStore();
  const { id } = addRunning(store);
  store.points.append([batch(id, epochs, { val_loss: epochs })]);
  const [curve] = (await readCurves(store, curvesQuery.parse({ ids: [id], metric: 'val_loss', from: 100, to: 110, buckets: 50 }))).map(unpackCurve);
  expect([...curve!.epochs]).toEqual([99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111]);
});

test('the history of a run comes within bounds however long it is, whatever its values, and whole where it is short', async () => {
  const store = await testStore();
  const { id } = addRunning(store);
  store.points.append([batch(id, epochs, { val_loss: epochs.map((epoch) => Math.sin(epoch)), val_f1: epochs.map(() => NaN) })]);
  const history = async (input: object) => new Map((await readHistory(store, historyQuery.parse({ id, ...input }))).map((packed) => [packed.metric, unpackCurve(packed)]));
  const long = await history({ buckets: 50 });
  expect([...long.keys()]).toEqual(['val_f1', 'val_loss']);
  for (const curve of long.values()) {
    expect(curve.y.length).toBeLessThanOrEqual(400);
    expect([curve.total, curve.epochs[0], curve.epochs.at(-1)]).toEqual([5000, 1, 5000]);
  }
  const whole = await history({ metrics: ['val_loss'], buckets: 1250 });
  expect([...whole.keys()]).toEqual(['val_loss']);
  expect([...whole.get('val_loss')!.epochs]).toEqual(epochs);
});

test('values at single epochs are those that are stored; what a run does not have is left out', async () => {
  const store = await testStore();
  const [a, b] = [addRunning(store), addRunning(store)];
  store.points.append([batch(a.id, [1, 2], { val_loss: [0.5, Infinity], val_f1: [0.1, 0.2] }), batch(b.id, [1], { val_loss: [3] })]);
  const at = [{ id: b.id, epoch: 1 }, { id: a.id, epoch: 2 }, { id: 'gone', epoch: 1 }];
  expect(readEpochValues(store, { at })).toEqual([{ id: b.id, epoch: 1, values: { val_loss: 3 } }, { id: a.id, epoch: 2, values: { val_loss: Infinity, val_f1: 0.2 } }]);
  expect(readEpochValues(store, { at: [{ id: b.id, epoch: 9 }] })).toEqual([{ id: b.id, epoch: 9, values: {} }]);
});
