import { describe, expect, it } from 'vitest';
import type { RunQuery } from '../../../src/contract/runs.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import { addRun, addRunning, batch, completed, newDataSet } from '../../support/store.ts';
import { testStore } from '../../support/test-store.ts';

const names = (store: Store, query: RunQuery = {}) => store.runs.list(query).rows.map(({ name }) => name);

/** One run a name, with these values of val_loss in their order. */
async function storeWith(losses: Record<string, number[]>): Promise<Store> {
  const store = await testStore();
  for (const [name, values] of Object.entries(losses)) {
    const { id } = addRunning(store, { name });
    const epochs = values.map((_, at) => at + 1);
    if (values.length > 0) store.points.append([batch(id, epochs, { val_loss: values }, { bestEpoch: 1 })]);
  }
  return store;
}

describe('the list of runs', () => {
  it('is newest first', async () => {
    let time = 0;
    const store = await testStore(undefined, { now: () => ++time });
    for (const name of ['a', 'b', 'c']) addRun(store, { name });
    expect(names(store)).toEqual(['c', 'b', 'a']);
  });

  it('sorts by columns, both ways, names without regard to case', async () => {
    const store = await storeWith({ b: [1, 1], A: [1, 1, 1], c: [1] });
    expect(names(store, { sort: 'name' })).toEqual(['A', 'b', 'c']);
    expect(names(store, { sort: '-epochs' })).toEqual(['A', 'b', 'c']);
    expect(names(store, { sort: 'trainSeconds' })).toEqual(['c', 'b', 'A']);
  });

  it('sorts by data set and status', async () => {
    const store = await testStore();
    const other = store.dataSets.create(newDataSet({ name: 'another', contentSha256: 'c9' }));
    addRun(store, { name: 'small' });
    const { id } = addRunning(store, { name: 'another', dataSetId: other.id });
    store.runs.end(id, completed);
    expect(names(store, { sort: 'dataSet' })).toEqual(['another', 'small']);
    expect(names(store, { sort: '-status' })).toEqual(['small', 'another']);
  });

  it('sorts by last, smallest, largest and best value of a metric', async () => {
    const store = await storeWith({ x: [3, 1, 2], y: [2, 5, 1], z: [1, 4, 3] });
    expect(names(store, { sort: 'val_loss' })).toEqual(['y', 'x', 'z']);
    expect(names(store, { sort: '-val_loss' })).toEqual(['z', 'x', 'y']);
    expect(names(store, { sort: '-val_loss.max' })).toEqual(['y', 'z', 'x']);
    expect(names(store, { sort: 'val_loss.best' })).toEqual(['z', 'y', 'x']);
  });

  it('puts NaN after every number and runs without the metric last, in both directions', async () => {
    const store = await storeWith({ none: [], nan: [NaN], two: [2], infinite: [Infinity], one: [1] });
    expect(names(store, { sort: 'val_loss' })).toEqual(['one', 'two', 'infinite', 'nan', 'none']);
    expect(names(store, { sort: '-val_loss' })).toEqual(['infinite', 'two', 'one', 'nan', 'none']);
  });

  it('has pages that join without gap or overlap, across the runs without the metric', async () => {
    const store = await storeWith({ a: [1], b: [2], c: [], d: [], e: [] });
    const all = names(store, { sort: 'val_loss' });
    const paged = [0, 2, 4].flatMap((offset) => names(store, { sort: 'val_loss', limit: 2, offset }));
    expect(paged).toEqual(all);
    expect(new Set(all).size).toBe(5);
  });

  it('counts all that match, not the page', async () => {
    const store = await storeWith({ a: [], b: [], c: [] });
    expect(store.runs.list({ limit: 1 })).toMatchObject({ total: 3, rows: [expect.anything()] });
    expect(store.runs.list({ offset: 10 })).toEqual({ total: 3, rows: [] });
  });

  it('filters by status and experiment', async () => {
    const store = await testStore();
    addRun(store, { name: 'queued' });
    addRunning(store, { name: 'running', experimentId: store.experiments.ensure('other') });
    expect(names(store, { status: ['running', 'paused'] })).toEqual(['running']);
    expect(names(store, { experimentId: store.experiments.ensure('other') })).toEqual(['running']);
    expect(store.runs.list({ status: [] }).total).toBe(0);
  });

  it('shows the trash apart', async () => {
    const store = await testStore();
    const [gone] = [addRun(store, { name: 'gone' }), addRun(store, { name: 'here' })];
    store.runs.remove([gone.id]);
    expect(names(store)).toEqual(['here']);
    expect(names(store, { trash: true })).toEqual(['gone']);
    store.runs.restore([gone.id]);
    expect(store.runs.list({}).total).toBe(2);
  });
});

describe('a key to sort by', () => {
  it.each(['name; DROP TABLE runs', 'runs.name', '(SELECT 1)', 'val_loss.median', '', '-', 'name DESC', '"name"', 'x'.repeat(200), '__proto__.min OR 1'])('is refused: %s', async (sort) => {
    const store = await storeWith({ a: [1] });
    expect(() => store.runs.list({ sort })).toThrow(expect.objectContaining({ code: 'invalidInput', field: 'sort' }));
    expect(store.runs.list({}).total).toBe(1);
  });

  it('may be a metric that no run has yet, whatever it is called', async () => {
    const store = await storeWith({ a: [1] });
    for (const sort of ['val_accuracy', '-constructor', '__proto__']) expect(names(store, { sort })).toEqual(['a']);
  });

  it('may be any metric that a run has', async () => {
    const store = await storeWith({ a: [], b: [] });
    const [b, a] = store.runs.list({ sort: '-name' }).rows;
    const hostile = `Loss/train'; DROP TABLE runs; --`;
    store.points.append([batch(a!.id, [1], { [hostile]: [2] }), batch(b!.id, [1], { [hostile]: [1] })]);
    expect(names(store, { sort: hostile })).toEqual(['b', 'a']);
  });
});
