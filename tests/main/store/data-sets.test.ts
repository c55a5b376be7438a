import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { addRun, databaseIn, newDataSet, smallTable } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

describe('a data set', () => {
  it('comes back as it went in', async () => {
    const store = await testStore();
    const made = store.dataSets.create(newDataSet());
    expect(made).toMatchObject({ name: 'small', rows: 3, columns: 2, target: 'kind', task: 'classification', builtIn: false, source: 'small.csv', notes: ['a note'], runs: 0 });
    expect(store.dataSets.get(made.id)).toEqual(made);
    expect(store.dataSets.get('small')).toEqual(made);
    expect(store.dataSets.table(made.id)).toEqual(smallTable);
  });

  it('keeps missing cells, negative zero and every bit of a number', async () => {
    const store = await testStore();
    const values = Float64Array.of(NaN, -0, 0.1 + 0.2, Number.MIN_VALUE, -Number.MAX_VALUE);
    const { id } = store.dataSets.create(newDataSet({ table: { rows: 5, columns: [{ name: 'x', type: 'numeric', values }] } }));
    expect(store.dataSets.table(id).columns[0]).toEqual({ name: 'x', type: 'numeric', values });
  });

  it('is the same one where content and name are the same', async () => {
    const store = await testStore();
    const first = store.dataSets.create(newDataSet());
    expect(store.dataSets.create(newDataSet({ source: 'elsewhere.csv' })).id).toBe(first.id);
    expect(store.dataSets.list()).toHaveLength(1);
  });

  it('is refused where the name has other content', async () => {
    const store = await testStore();
    store.dataSets.create(newDataSet());
    expect(() => store.dataSets.create(newDataSet({ contentSha256: 'c1' }))).toThrow(/"small" already, with other content/);
  });

  it('that is built in can be offered at every start', async () => {
    const store = await testStore();
    const first = store.dataSets.create(newDataSet({ builtIn: true }));
    expect(store.dataSets.create(newDataSet({ builtIn: true })).id).toBe(first.id);
    expect(() => store.dataSets.remove(first.id)).toThrow(/built in and cannot be deleted/);
  });

  it('that was imported by hand becomes the built-in one of the same name and content', async () => {
    const store = await testStore();
    const { id } = store.dataSets.create(newDataSet());
    expect(store.dataSets.create(newDataSet({ builtIn: true }))).toMatchObject({ id, builtIn: true });
  });

  it('counts the runs that use it, without those in the trash', async () => {
    const store = await testStore();
    const [kept, trashed] = [addRun(store), addRun(store)];
    store.runs.remove([trashed.id]);
    expect(store.dataSets.get(kept.dataSetId).runs).toBe(1);
  });

  it('names what is missing', async () => {
    const store = await testStore();
    expect(() => store.dataSets.get('nothing')).toThrow(/no data set "nothing"/);
  });
});

describe('deleting a data set', () => {
  it('is refused while a run uses it', async () => {
    const store = await testStore();
    expect(() => store.dataSets.remove(addRun(store).dataSetId)).toThrow(/used by one run/);
  });

  it('frees its name, and importing the same table brings it back', async () => {
    const store = await testStore();
    const { id } = store.dataSets.create(newDataSet());
    store.dataSets.remove(id);
    expect(store.dataSets.list()).toEqual([]);
    expect(store.dataSets.create(newDataSet()).id).toBe(id);
    store.dataSets.remove(id);
    expect(store.dataSets.create(newDataSet({ contentSha256: 'other' })).id).not.toBe(id);
  });
});

it('says which column of which data set is damaged', async () => {
  const folder = temporaryFolder();
  const store = await testStore(folder);
  const { id } = store.dataSets.create(newDataSet());
  const raw = new Sqlite(databaseIn(folder));
  raw.exec(`UPDATE data_set_columns SET content = zeroblob(length(content)) WHERE position = 1`);
  raw.close();
  expect(() => store.dataSets.table(id)).toThrow(expect.objectContaining({ code: 'damaged', message: expect.stringMatching(/column "kind" of the data set "small" is damaged/) }));
});
