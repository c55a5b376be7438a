import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { addRun, addRunning, batch, completed, databaseIn, newDataSet, snapshot } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

describe('emptying the trash', () => {
  it('removes its runs with everything they had, and nothing of the others', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    for (const name of ['gone', 'kept']) {
      const { id } = addRunning(store, { name, tags: ['t'] });
      store.runs.setNote(id, 'n');
      store.points.append([batch(id, [1], { loss: [1] })]);
      store.snapshots.append(id, [snapshot(0)], { bestEpoch: null });
      store.runs.end(id, { ...completed, weightsAtDivergence: Uint8Array.of(1) });
      store.leases.release(id);
    }
    const raw = new Sqlite(databaseIn(folder));
    const tables = raw.prepare<[], string>(`SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'run')`).pluck().all();
    const counts = () => tables.map((table) => raw.prepare(`SELECT count(DISTINCT run) FROM ${table}`).pluck().get());
    const before = counts();
    store.runs.remove([store.runs.resolve('gone')]);
    expect(store.emptyTrash()).toMatchObject({ runs: 1 });
    const after = counts();
    raw.close();
    expect(tables.length).toBeGreaterThan(8);
    expect(Object.fromEntries(tables.map((table, at) => [table, after[at]]))).toEqual(Object.fromEntries(tables.map((table, at) => [table, Number(before[at]) / 2])));
    expect(store.runs.list({}).rows.map(({ name }) => name)).toEqual(['kept']);
    expect(store.runs.list({ trash: true }).total).toBe(0);
  });

  it('gives room back to the disk, and says how much', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    store.snapshots.append(id, [snapshot(0, { bytes: 2_000_000 })], { bestEpoch: null });
    store.runs.remove([id]);
    const { bytes } = store.emptyTrash();
    expect(bytes).toBeGreaterThan(1_900_000);
    expect(bytes).toBeLessThan(2_200_000);
    expect(store.emptyTrash()).toEqual({ runs: 0, dataSets: 0, models: 0, bytes: 0 });
  });

  it('is told beforehand what it will remove, to within a fifth of what it then gives back', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    store.snapshots.append(id, [snapshot(0, { bytes: 2_000_000 })], { bestEpoch: null });
    expect(store.trashSize()).toEqual({ runs: 0, dataSets: 0, models: 0, bytes: 0, training: 0 });
    store.runs.remove([id]);
    const told = store.trashSize();
    const { runs, bytes } = store.emptyTrash();
    expect(told).toMatchObject({ runs, dataSets: 0, training: 0 });
    expect(Math.abs(told.bytes / bytes - 1)).toBeLessThan(0.2);
  });

  it('leaves a run that is still trained', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.runs.remove([id]);
    expect(store.emptyTrash().runs).toBe(0);
    store.runs.restore([id]);
    expect(store.runs.row(id).status).toBe('running');
  });

  it('tells a reader that was asleep meanwhile', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    const { revision } = store.runs.changedSince(Infinity);
    store.runs.remove([id]);
    store.emptyTrash();
    expect(store.runs.changedSince(revision)).toMatchObject({ rows: [], removed: [id] });
  });

  it('lists the data sets in it, without those that are still being stored, and counts what it removes', async () => {
    const store = await testStore();
    const { id, dataSetId } = addRun(store);
    const { name } = store.dataSets.summary(dataSetId);
    store.runs.remove([id]);
    store.dataSets.remove(dataSetId);
    store.dataSets.stage({ ...newDataSet({ name: 'coming in' }), rows: 3, columns: 1, profile: '[]' });
    expect(store.dataSets.trashed()).toMatchObject([{ id: dataSetId, name }]);
    expect(store.trashSize()).toMatchObject({ runs: 1, dataSets: 1, models: 0 });
    expect(store.emptyTrash()).toMatchObject({ runs: 1, dataSets: 1, models: 0 });
    expect(store.dataSets.trashed()).toEqual([]);
  });

  it('takes a data set along once no run refers to it', async () => {
    const store = await testStore();
    const { id, dataSetId } = addRun(store);
    store.runs.remove([id]);
    store.dataSets.remove(dataSetId);
    store.runs.restore([id]);
    store.emptyTrash();
    expect(store.dataSets.table(dataSetId).rows).toBe(3);
    store.runs.remove([id]);
    store.emptyTrash();
    expect(() => store.dataSets.table(dataSetId)).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});

it('removing and restoring name a run that does not exist, and then touch none', async () => {
  const store = await testStore();
  const { id } = addRun(store);
  expect(() => store.runs.remove([id, 'nobody'])).toThrow(/nobody/);
  expect(store.runs.list({}).total).toBe(1);
});
