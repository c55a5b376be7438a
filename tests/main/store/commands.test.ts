import { describe, expect, it } from 'vitest';
import { addRun, addRunning, completed } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

describe('commands', () => {
  it('reach the process that owns the run, once, in their order', async () => {
    const folder = temporaryFolder();
    const [owner, other] = [await testStore(folder), await testStore(folder)];
    const [one, two] = [addRunning(owner), addRunning(owner)];
    other.commands.send(one.id, 'pause');
    other.commands.send(two.id, 'stop');
    other.commands.send(one.id, 'resume');
    expect(other.commands.takeForOwned(() => true)).toEqual([]);
    expect(owner.commands.takeForOwned(() => true)).toEqual([
      { runId: one.id, command: 'pause' }, { runId: two.id, command: 'stop' }, { runId: one.id, command: 'resume' },
    ]);
    expect(owner.commands.takeForOwned(() => true)).toEqual([]);
  });

  it('wait for a run that nobody owns yet', async () => {
    const store = await testStore();
    const { id } = addRun(store);
    store.commands.send(id, 'stop');
    expect(store.commands.takeForOwned(() => true)).toEqual([]);
    store.leases.take(id);
    expect(store.commands.takeForOwned(() => true)).toEqual([{ runId: id, command: 'stop' }]);
  });

  it('wait for a run that its owner has not put in its queue yet', async () => {
    const store = await testStore();
    const [known, unknown] = [addRunning(store), addRunning(store)];
    store.commands.send(unknown.id, 'pause');
    store.commands.send(known.id, 'stop');
    expect(store.commands.takeForOwned((id) => id === known.id)).toEqual([{ runId: known.id, command: 'stop' }]);
    expect(store.commands.takeForOwned(() => true)).toEqual([{ runId: unknown.id, command: 'pause' }]);
  });

  it('are refused for a run that has ended, and forgotten when it ends', async () => {
    const store = await testStore();
    const { id } = addRunning(store, { name: 'over' });
    store.commands.send(id, 'pause');
    store.runs.end(id, completed);
    expect(store.commands.takeForOwned(() => true)).toEqual([]);
    expect(() => store.commands.send(id, 'stop')).toThrow(/"over" has already ended \(completed\), so there is nothing to stop/);
  });
});
