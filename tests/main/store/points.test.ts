import { describe, expect, it } from 'vitest';
import { addRun, addRunning, batch } from '../../support/store.ts';
import { testStore } from '../../support/test-store.ts';

describe('points', () => {
  it('come back in order of epoch, each metric for itself', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1, 2], { b: [0.1, 0.2], a: [1, 2] })]);
    store.points.append([batch(id, [3], { b: [0.3] })]);
    expect(store.points.series(id)).toEqual([
      { metric: 'a', epochs: [1, 2], steps: [10, 20], values: [1, 2] },
      { metric: 'b', epochs: [1, 2, 3], steps: [10, 20, 30], values: [0.1, 0.2, 0.3] },
    ]);
  });

  it('keep NaN and both infinities', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    const values = [NaN, Infinity, -Infinity, 0, Number.MIN_VALUE];
    store.points.append([batch(id, [1, 2, 3, 4, 5], { loss: values })]);
    expect(store.points.series(id)[0]!.values).toEqual(values);
  });

  it('are read past an epoch, and for some metrics only', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1, 2, 3], { a: [1, 2, 3], b: [4, 5, 6], c: [7, 8, 9] })]);
    expect(store.points.series(id, { metrics: ['c', 'a', 'unknown'], afterEpoch: 2 })).toEqual([
      { metric: 'a', epochs: [3], steps: [30], values: [3] },
      { metric: 'c', epochs: [3], steps: [30], values: [9] },
    ]);
  });

  it('of many epochs at once are all there', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    const epochs = Array.from({ length: 1013 }, (_, at) => at + 1);
    store.points.append([batch(id, epochs, { loss: epochs.map((epoch) => 1 / epoch) })]);
    expect(store.points.series(id)[0]).toEqual({ metric: 'loss', epochs, steps: epochs.map((epoch) => epoch * 10), values: epochs.map((epoch) => 1 / epoch) });
  });

  it('replace those of the same epoch', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1, 2], { loss: [9, 8] })]);
    store.points.append([batch(id, [2, 3], { loss: [2, 3] })]);
    expect(store.points.series(id)[0]!.values).toEqual([9, 2, 3]);
  });

  it('of several runs are written together or not at all', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    expect(() => store.points.append([batch(id, [1], { loss: [1] }), batch('nobody', [1], { loss: [1] })])).toThrow(/nobody/);
    expect(store.points.series(id)).toEqual([]);
  });

  it('must be as many as their epochs', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    expect(() => store.points.append([batch(id, [1, 2], { loss: [1] })])).toThrow(/uneven: 2 epochs, 2 steps, 1 values of "loss"/);
    expect(() => store.points.append([batch(id, [1, 2], { loss: [1, 2] }, { steps: [1] })])).toThrow(/uneven/);
    expect(store.points.series(id)).toEqual([]);
  });

  it('mark their run as changed, with what lists show', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    const { revision } = store.runs.changedSince(Infinity);
    store.points.append([batch(id, [1, 2], { loss: [2, 1] }, { bestEpoch: 2, trainSeconds: 0.25 })]);
    expect(store.runs.changedSince(revision).rows).toMatchObject([{ id, epochs: 2, bestEpoch: 2, trainSeconds: 0.25 }]);
  });
});

describe('the summary of a metric', () => {
  it('follows its points over several batches', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1, 2], { loss: [5, 3] }, { bestEpoch: 2 })]);
    store.points.append([batch(id, [3, 4], { loss: [7, 4] }, { bestEpoch: 2 })]);
    expect(store.runs.row(id).metrics).toEqual({ loss: { last: 4, lastEpoch: 4, min: 3, minEpoch: 2, max: 7, maxEpoch: 3, best: 3 } });
  });

  it('has no best value where there is no best epoch, or no point at it', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1], { loss: [1] })]);
    expect(store.runs.row(id).metrics.loss!.best).toBeNull();
    store.points.append([batch(id, [2], { loss: [1], late: [1] }, { bestEpoch: 1 })]);
    expect(store.runs.row(id).metrics).toMatchObject({ loss: { best: 1 }, late: { best: null } });
  });

  it('tells a best value of NaN from none', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1], { precision: [NaN] }, { bestEpoch: 1 })]);
    expect(store.runs.row(id).metrics.precision).toEqual({ last: NaN, lastEpoch: 1, min: NaN, minEpoch: 1, max: NaN, maxEpoch: 1, best: NaN });
  });

  it('keeps infinities, and leaves NaN out of extremes', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1, 2, 3, 4], { loss: [NaN, 2, -Infinity, Infinity] })]);
    expect(store.runs.row(id).metrics.loss).toEqual({ last: Infinity, lastEpoch: 4, min: -Infinity, minEpoch: 3, max: Infinity, maxEpoch: 4, best: null });
  });

  it('forgets an extreme whose point was replaced', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1, 2, 3], { loss: [5, 100, 4] })]);
    store.points.append([batch(id, [2, 3], { loss: [6, 7] })]);
    expect(store.runs.row(id).metrics.loss).toMatchObject({ min: 5, max: 7, maxEpoch: 3, last: 7 });
  });

  it('stays with the last epoch when an earlier one is written again', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.points.append([batch(id, [1, 2, 3], { loss: [1, 2, 3] })]);
    store.points.append([batch(id, [1], { loss: [9] })]);
    expect(store.runs.row(id)).toMatchObject({ epochs: 3, metrics: { loss: { last: 3, lastEpoch: 3, max: 9, maxEpoch: 1 } } });
  });

  it('is each run’s own', async () => {
    const store = await testStore();
    const [one, other] = [addRunning(store), addRun(store)];
    store.points.append([batch(one.id, [1], { loss: [1] })]);
    expect(store.runs.row(other.id).metrics).toEqual({});
  });
});
