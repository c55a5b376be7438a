import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runColourNames } from '../../../src/contract/run-colours.ts';
import { runChange, type RunChange, type RunSelection } from '../../../src/contract/run-edits.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import { always } from '../../support/property.ts';
import { addRun, completed } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

/** A run that has ended, so that it can be deleted. */
function addEnded(store: Store, name: string, tags: string[] = []): string {
  const { id } = addRun(store, { name, tags });
  store.runs.end(id, completed);
  return id;
}

function edit(store: Store, runs: RunSelection, change: RunChange) {
  return store.edits.make(runs, runChange.parse(change), (count, name) => `${change.kind} ${count} ${name}`);
}

/** All that edits can change, of all runs, in the trash or not, and the experiments that there are. */
function stateOf(store: Store) {
  const rows = [false, true].flatMap((trash) => store.runs.list({ trash, sort: 'createdAt', limit: 1000 }).rows.map((row) => ({ trash, row })));
  return {
    runs: rows.map(({ trash, row: { id, name, note, tags, starred, locked, colour, experiment } }) => ({ id, trash, name, note, tags, starred, locked, colour, experiment }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    experiments: store.experiments.list().map(({ id, name, runs }) => ({ id, name, runs })),
  };
}

describe('an edit', () => {
  it('changes every field that a person can set, and tells whoever watches', async () => {
    const store = await testStore();
    const id = addEnded(store, 'old', ['x']);
    const { revision } = store.runs.changedSince(Infinity);
    const changes: RunChange[] = [
      { kind: 'rename', name: ' new ' }, { kind: 'star', on: true }, { kind: 'tag', add: ['b', 'a'], remove: ['x'] }, { kind: 'note', text: '# why' },
      { kind: 'move', experiment: 'Second' }, { kind: 'colour', colour: 'rose' }, { kind: 'lock', on: true },
    ];
    for (const change of changes) expect(edit(store, [id], change)).toMatchObject({ changed: 1, left: {} });
    const after = { name: 'new', starred: true, tags: ['a', 'b'], note: '# why', experiment: 'Second', colour: 'rose', locked: true };
    expect(store.runs.row(id)).toMatchObject(after);
    expect(store.runs.changedSince(revision).rows).toMatchObject([after]);
  });

  it('of a filter reaches all that it finds but those that are left out, as one entry', async () => {
    const store = await testStore();
    const ids = ['a1', 'a2', 'a3', 'b1'].map((name) => addEnded(store, name));
    expect(edit(store, { filter: 'name ~ a', except: [ids[1]!] }, { kind: 'star', on: true })).toMatchObject({ changed: 2, entry: { runs: 2, label: 'star 2 a1' } });
    expect(store.runs.list({ filter: 'starred = true', sort: 'name' }).rows.map(({ name }) => name)).toEqual(['a1', 'a3']);
    expect(store.edits.history(10).entries).toHaveLength(1);
  });

  it('that changes nothing makes no entry, and keeps what can be redone', async () => {
    const store = await testStore();
    const id = addEnded(store, 'a');
    edit(store, [id], { kind: 'rename', name: 'b' });
    store.edits.undo();
    expect(edit(store, [id], { kind: 'star', on: false })).toEqual({ entry: null, changed: 0, left: {} });
    expect(store.edits.redo()).toMatchObject({ changed: 1 });
  });

  it('after an undo drops what could be redone', async () => {
    const store = await testStore();
    const id = addEnded(store, 'a');
    edit(store, [id], { kind: 'rename', name: 'b' });
    store.edits.undo();
    edit(store, [id], { kind: 'rename', name: 'c' });
    expect(store.edits.redo().entry).toBeNull();
    expect(store.runs.row(id).name).toBe('c');
  });

  it('names a run that does not exist, and then touches none', async () => {
    const store = await testStore();
    const id = addEnded(store, 'a');
    expect(() => edit(store, [id, 'nobody'], { kind: 'trash' })).toThrow(/nobody/);
    expect(store.runs.list({}).total).toBe(1);
    expect(store.edits.history(10).entries).toEqual([]);
  });

  it('cannot be made to run SQL', async () => {
    const store = await testStore();
    const hostile = `'); DROP TABLE runs; --`;
    const id = addEnded(store, 'a');
    for (const change of [{ kind: 'rename', name: hostile }, { kind: 'tag', add: [hostile] }, { kind: 'note', text: hostile }, { kind: 'move', experiment: hostile }] satisfies RunChange[])
      edit(store, [id], change);
    expect(store.runs.row(id)).toMatchObject({ name: hostile, tags: [hostile], note: hostile, experiment: hostile });
  });
});

describe('a locked run', () => {
  it('refuses every edit but being unlocked, while others of the selection are changed', async () => {
    const store = await testStore();
    const [locked, free] = [addEnded(store, 'locked'), addEnded(store, 'free')];
    edit(store, [locked], { kind: 'lock', on: true });
    const left = { locked: { runs: 1, name: 'locked' } };
    expect(edit(store, [locked], { kind: 'trash' })).toEqual({ entry: null, changed: 0, left });
    expect(edit(store, [locked, free], { kind: 'rename', name: 'same' })).toMatchObject({ changed: 1, left });
    expect(store.runs.row(locked).name).toBe('locked');
    expect(edit(store, [locked], { kind: 'lock', on: false })).toMatchObject({ changed: 1 });
    expect(edit(store, [locked], { kind: 'trash' })).toMatchObject({ changed: 1 });
  });
});

it('a run that is still queued is not deleted', async () => {
  const store = await testStore();
  const { id } = addRun(store, { name: 'waiting' });
  expect(edit(store, [id], { kind: 'trash' })).toEqual({ entry: null, changed: 0, left: { training: { runs: 1, name: 'waiting' } } });
});

describe('undo', () => {
  it('reaches back over a restart, and redo goes forward again', async () => {
    const folder = temporaryFolder();
    const before = await testStore(folder);
    const id = addEnded(before, 'a');
    edit(before, [id], { kind: 'rename', name: 'b' });
    edit(before, [id], { kind: 'trash' });
    before.close();
    const store = await testStore(folder);
    expect(store.edits.undo()).toMatchObject({ changed: 1, entry: { kind: 'trash', undone: true } });
    store.edits.undo();
    expect(store.runs.row(id).name).toBe('a');
    expect(store.edits.undo()).toEqual({ entry: null, changed: 0, left: {} });
    store.edits.redo();
    store.edits.redo();
    expect(store.runs.list({ trash: true }).rows.map(({ name }) => name)).toEqual(['b']);
  });

  it('takes back what another process did last', async () => {
    const folder = temporaryFolder();
    const [one, other] = [await testStore(folder), await testStore(folder)];
    const id = addEnded(one, 'a');
    edit(one, [id], { kind: 'star', on: true });
    edit(other, [id], { kind: 'rename', name: 'b' });
    expect(one.edits.undo()).toMatchObject({ entry: { kind: 'rename' } });
    expect(other.edits.undo()).toMatchObject({ entry: { kind: 'star' } });
    expect(one.runs.row(id)).toMatchObject({ name: 'a', starred: false });
  });

  it('leaves a run that has changed since, says so, and takes the rest back', async () => {
    const store = await testStore();
    const [a, b] = [addEnded(store, 'a'), addEnded(store, 'b')];
    edit(store, [a, b], { kind: 'rename', name: 'same' });
    store.runs.rename(a, 'outside');
    expect(store.edits.undo()).toMatchObject({ changed: 1, left: { changedSince: { runs: 1, name: 'outside' } } });
    expect([store.runs.row(a).name, store.runs.row(b).name]).toEqual(['outside', 'b']);
  });

  it('passes over what was removed for good, and says so', async () => {
    const store = await testStore();
    const [a, b] = [addEnded(store, 'a'), addEnded(store, 'b')];
    edit(store, [b], { kind: 'rename', name: 'renamed' });
    edit(store, [a], { kind: 'trash' });
    store.emptyTrash();
    expect(store.edits.undo()).toMatchObject({ changed: 0, left: { gone: { runs: 1 } } });
    expect(store.edits.undo()).toMatchObject({ changed: 1, entry: { kind: 'rename' } });
    expect(store.runs.row(b).name).toBe('b');
  });

  it('does not delete a run that trains again', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    store.runs.end(id, { ...completed, status: 'stopped' });
    edit(store, [id], { kind: 'trash' });
    edit(store, [id], { kind: 'restore' });
    store.runs.setStatus(id, 'queued');
    expect(store.edits.undo()).toMatchObject({ changed: 0, left: { training: { runs: 1 } } });
    expect(store.runs.list({}).total).toBe(1);
  });

  it('takes away an experiment that was made for a move, unless it is in use', async () => {
    const store = await testStore();
    const [a, b] = [addEnded(store, 'a'), addEnded(store, 'b')];
    edit(store, [a], { kind: 'move', experiment: 'New' });
    store.edits.undo();
    expect(store.experiments.list().map(({ name }) => name)).toEqual(['Default']);
    store.edits.redo();
    expect(store.runs.row(a).experiment).toBe('New');
    addRun(store, { experimentId: store.experiments.ensure('New') });
    store.edits.undo();
    expect(store.experiments.list().map(({ name }) => name)).toEqual(['Default', 'New']);
    expect(store.runs.row(b).experiment).toBe('Default');
  });

  it('puts runs into the experiment of that name where another one has taken its place', async () => {
    const store = await testStore();
    const a = addEnded(store, 'a');
    edit(store, [a], { kind: 'move', experiment: 'New' });
    store.edits.undo();
    const other = store.experiments.ensure('New');
    expect(store.edits.redo()).toMatchObject({ changed: 1 });
    expect(store.runs.row(a).experimentId).toBe(other);
  });

  it('of a random walk of edits returns to exactly every earlier state, and redo to every later one', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const other = await testStore(folder);
    const ids = ['a', 'b', 'c', 'd', 'e'].map((name, at) => addEnded(store, name, at % 2 ? ['odd'] : []));
    await always(fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), selections(ids), changes), { minLength: 1, maxLength: 25 }), async (walk) => {
      const states = [stateOf(store)];
      for (const [elsewhere, runs, change] of walk)
        if (edit(elsewhere ? other : store, runs, change).entry) states.push(stateOf(store));
      for (const state of states.toReversed().slice(1)) {
        expect(store.edits.undo().left).toEqual({});
        expect(stateOf(store)).toEqual(state);
      }
      for (const state of states.slice(1)) {
        expect(other.edits.redo().left).toEqual({});
        expect(stateOf(store)).toEqual(state);
      }
    }), { runs: 40 });
    expect(store.checkIntegrity()).toEqual([]);
  });
});

describe('the log', () => {
  it('keeps the latest two hundred entries', async () => {
    const store = await testStore();
    const id = addEnded(store, 'a');
    for (let at = 0; at < 230; at++) edit(store, [id], { kind: 'rename', name: `name ${at}` });
    const { entries } = store.edits.history(1000);
    expect(entries).toHaveLength(200);
    while (store.edits.undo().entry);
    expect(store.runs.row(id).name).toBe('name 29');
  });
});

const names = fc.constantFrom('one', 'two', "o'hara %_", '<b>three</b>', '__proto__');
const changes: fc.Arbitrary<RunChange> = fc.oneof(
  names.map((name): RunChange => ({ kind: 'rename', name })),
  fc.boolean().map((on): RunChange => ({ kind: 'star', on })),
  fc.boolean().map((on): RunChange => ({ kind: 'lock', on })),
  fc.constantFrom(null, ...runColourNames).map((colour): RunChange => ({ kind: 'colour', colour })),
  fc.tuple(fc.array(names, { maxLength: 3 }), fc.array(names, { maxLength: 3 })).map(([add, remove]): RunChange => ({ kind: 'tag', add, remove })),
  fc.constantFrom('', 'a note', '# title\n- x').map((text): RunChange => ({ kind: 'note', text })),
  names.map((experiment): RunChange => ({ kind: 'move', experiment })),
  fc.constant<RunChange>({ kind: 'trash' }),
  fc.constant<RunChange>({ kind: 'restore' }),
);

const selections = (ids: string[]): fc.Arbitrary<RunSelection> => fc.oneof(
  fc.subarray(ids, { minLength: 1 }),
  fc.record({ filter: fc.constantFrom('starred = true', 'tag:one', 'not name = two'), except: fc.subarray(ids), trash: fc.boolean() }),
);
