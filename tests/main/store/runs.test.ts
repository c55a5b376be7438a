import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { runConfig } from '../../../src/contract/run-config.ts';
import { addRun, addRunning, completed, databaseIn, preparation } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

describe('a new run', () => {
  it('is queued, with its config and where it belongs', async () => {
    const store = await testStore(undefined, { now: () => 1234 });
    const run = addRun(store, { name: 'first', tags: ['b', 'a', 'b'], config: { epochs: 7 } });
    expect(run).toMatchObject({
      name: 'first', status: 'queued', tags: ['a', 'b'], note: '', experiment: 'Default', dataSet: 'small', createdAt: 1234,
      epochs: 0, metrics: {}, parameters: null, bestEpoch: null, startedAt: null, endedAt: null, ownedHere: false,
    });
    expect(run.config).toEqual(runConfig.parse({ epochs: 7 }));
    expect(store.runs.row(run.id)).toEqual(run);
  });

  it('needs an experiment and a data set that exist', async () => {
    const store = await testStore();
    const { dataSetId } = addRun(store);
    expect(() => addRun(store, { experimentId: 'nowhere' })).toThrow(/no experiment with the id "nowhere"/);
    expect(() => addRun(store, { dataSetId: 'nothing' })).toThrow(/no data set with the id "nothing"/);
    expect(store.dataSets.get(dataSetId).runs).toBe(1);
  });
});

describe('the life of a run', () => {
  it('keeps what was found out before the first step', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    expect(store.runs.preparation(id)).toEqual(preparation);
    expect(store.runs.detail(id)).toMatchObject({
      status: 'running', parameters: 12, classes: ['a', 'b'], rows: { train: 2, validation: 1, test: 0 }, arithmetic: 'test-1',
    });
  });

  it('has no preparation before it starts', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    expect(store.runs.preparation(id)).toBeNull();
    expect(store.runs.detail(id)).toMatchObject({ rows: null, classes: [], snapshotEpochs: [], events: [] });
  });

  it('ends with everything that the end says', async () => {
    const store = await testStore(undefined, { now: () => 99 });
    const { id } = addRunning(store);
    store.runs.end(id, { status: 'completed', stopReason: 'earlyStopping', error: null, weightsSha256: 'aa', chain: 'bb', bestEpoch: 3, trainSeconds: 1.5 });
    expect(store.runs.detail(id)).toMatchObject({
      status: 'completed', stopReason: 'earlyStopping', weightsSha256: 'aa', chain: 'bb', bestEpoch: 3, trainSeconds: 1.5, endedAt: 99,
    });
  });

  it('keeps the weights of a divergence beside it', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.runs.end(id, { ...completed, status: 'diverged', error: 'loss was NaN', weightsAtDivergence: Uint8Array.of(1, 2, 3, 4) });
    expect(store.runs.weightsAtDivergence(id)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(store.runs.weightsAtDivergence(addRun(store).id)).toBeNull();
  });

  it('goes to and fro between running and paused, and back into the queue', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    for (const status of ['paused', 'running', 'queued'] as const) {
      store.runs.setStatus(id, status);
      expect(store.runs.row(id).status).toBe(status);
    }
  });

  it('does not go on after its end', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.runs.end(id, completed);
    expect(() => store.runs.setStatus(id, 'running')).toThrow(/is completed and cannot become running/);
    expect(() => store.runs.start(id, preparation)).toThrow(/is completed and cannot become started/);
    expect(() => store.runs.end(id, { ...completed, status: 'failed' })).toThrow(/is completed and cannot become failed/);
    expect(store.runs.row(id).status).toBe('completed');
  });

  it('may be taken up again after an interruption, and then says nothing of it', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.runs.end(id, { ...completed, status: 'interrupted', stopReason: null, error: 'the process ended' });
    store.runs.start(id, preparation);
    expect(store.runs.row(id)).toMatchObject({ status: 'running', error: null, endedAt: null });
  });

  it('records events in their order', async () => {
    const store = await testStore(undefined, { now: () => 5 });
    const { id } = addRun(store);
    store.runs.addEvent(id, 'note', 'first');
    store.runs.addEvent(id, 'note', 'second');
    store.runs.addNote(id, 'first');
    expect(store.runs.detail(id).events).toEqual([{ at: 5, kind: 'note', message: 'first' }, { at: 5, kind: 'note', message: 'second' }]);
  });

  it('notices when the rows that it was trained on are not those that were stored', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store);
    const raw = new Sqlite(databaseIn(folder));
    raw.exec(`UPDATE run_preparations SET train_rows = x'0100000002000000'`);
    raw.close();
    expect(() => store.runs.preparation(id)).toThrow(expect.objectContaining({ code: 'damaged' }));
  });
});

describe('what a person writes on a run', () => {
  it('can be changed and taken away', async () => {
    const store = await testStore();
    const { id } = addRun(store, { tags: ['old'] });
    store.runs.rename(id, 'renamed');
    store.runs.setTags(id, ['x', 'y', 'x']);
    store.runs.setNote(id, '**bold**');
    expect(store.runs.row(id)).toMatchObject({ name: 'renamed', tags: ['x', 'y'], note: '**bold**' });
    store.runs.setTags(id, []);
    store.runs.setNote(id, '');
    expect(store.runs.row(id)).toMatchObject({ tags: [], note: '' });
  });

  it('names a run that does not exist', async () => {
    const store = await testStore();
    expect(() => store.runs.rename('nobody', 'x')).toThrow(expect.objectContaining({ code: 'notFound', message: expect.stringContaining('"nobody"') }));
  });
});

describe('finding the run that a person means', () => {
  it('takes an id, the beginning of one, or a name', async () => {
    const store = await testStore();
    const [one, other] = [addRun(store, { name: 'one' }), addRun(store, { name: 'other' })];
    expect(store.runs.resolve(one.id)).toBe(one.id);
    expect(store.runs.resolve(other.id.slice(0, -1))).toBe(other.id);
    expect(store.runs.resolve('one')).toBe(one.id);
  });

  it('does not guess between several, and names some', async () => {
    const store = await testStore();
    const ids = [1, 2, 3, 4].map(() => addRun(store, { name: 'twin' }).id);
    expect(() => store.runs.resolve('twin')).toThrow(expect.objectContaining({ code: 'conflict', message: expect.stringContaining(ids[3]!) }));
    expect(() => store.runs.resolve(ids[0]!.slice(0, 3))).toThrow(/Write more of the id/);
  });

  it('looks into the trash last', async () => {
    const store = await testStore();
    const [trashed, live] = [addRun(store, { name: 'same' }), addRun(store, { name: 'same' })];
    store.runs.remove([trashed.id]);
    expect(store.runs.resolve('same')).toBe(live.id);
    store.runs.remove([live.id]);
    store.runs.restore([trashed.id]);
    expect(store.runs.resolve('same')).toBe(trashed.id);
  });

  it('says when there is none', async () => {
    const store = await testStore();
    expect(() => store.runs.resolve('50%_')).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});

describe('changes past a cursor', () => {
  it('are the rows that changed since, once each', async () => {
    const store = await testStore();
    const [first, second] = [addRun(store), addRun(store)];
    const { revision } = store.runs.changedSince(Infinity);
    store.runs.rename(first.id, 'a');
    store.runs.rename(first.id, 'b');
    const changed = store.runs.changedSince(revision);
    expect(changed.rows.map(({ id, name }) => [id, name])).toEqual([[first.id, 'b']]);
    expect(store.runs.changedSince(changed.revision)).toEqual({ rows: [], removed: [], revision: changed.revision, tooMany: false });
    expect(store.runs.changedSince(0).rows.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
  });

  it('name removed runs by id, and restored ones by row', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    const start = store.runs.changedSince(Infinity).revision;
    store.runs.remove([id]);
    const removed = store.runs.changedSince(start);
    expect(removed).toMatchObject({ rows: [], removed: [id] });
    store.runs.restore([id]);
    expect(store.runs.changedSince(removed.revision)).toMatchObject({ rows: [{ id }], removed: [] });
  });

  it('reach another opening of the file, which sees that something was committed', async () => {
    const folder = temporaryFolder();
    const [writer, reader] = [await testStore(folder), await testStore(folder)];
    const { revision } = reader.runs.changedSince(Infinity);
    const version = reader.dataVersion();
    const { id } = addRun(writer);
    expect(reader.dataVersion()).not.toBe(version);
    expect(reader.runs.changedSince(revision).rows.map((row) => row.id)).toEqual([id]);
  });

  it('carry a revision that only grows', async () => {
    const store = await testStore();
    const { id, revision } = addRun(store);
    store.runs.setNote(id, 'x');
    expect(store.runs.row(id).revision).toBeGreaterThan(revision);
  });
});

describe('a transaction', () => {
  it('keeps all of its writes or none', async () => {
    const store = await testStore();
    const { id } = addRun(store, { name: 'before' });
    expect(() => store.transaction(() => {
      store.runs.rename(id, 'after');
      store.runs.rename('nobody', 'x');
    })).toThrow(/nobody/);
    expect(store.runs.row(id).name).toBe('before');
  });

  it('goes on after a refusal that was caught within it', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    store.transaction(() => {
      expect(() => store.runs.rename('nobody', 'x')).toThrow();
      store.runs.rename(id, 'after');
    });
    expect(store.runs.row(id).name).toBe('after');
  });
});
