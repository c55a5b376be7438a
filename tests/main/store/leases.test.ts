import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { thisProcess, type ProcessIdentity } from '../../../src/main/store/process-identity.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import { startChild } from '../../support/child.ts';
import { addRun, addRunning, completed, databaseIn, preparation } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

const elsewhere: ProcessIdentity = { machine: 'another machine', pid: process.pid, startedAt: '1' };
const dead: ProcessIdentity = { ...thisProcess(), pid: 0x7ffffff0 };

/** Two openings of one file on a clock of their own: `mine`, and `theirs` by the given process. */
async function two(theirProcess: ProcessIdentity): Promise<{ mine: Store; theirs: Store; clock: { now: number } }> {
  const folder = temporaryFolder();
  const clock = { now: 1_000_000 };
  const now = () => clock.now;
  return { mine: await testStore(folder, { now }), theirs: await testStore(folder, { now, process: theirProcess }), clock };
}

describe('a lease', () => {
  it('belongs to one process at a time', async () => {
    const { mine, theirs } = await two(thisProcess());
    const { id } = addRun(mine);
    expect([mine.leases.take(id), theirs.leases.take(id), mine.leases.take(id)]).toEqual([true, false, true]);
    expect([mine.leases.ownedHere(id), theirs.leases.ownedHere(id)]).toEqual([true, false]);
    expect([mine.runs.row(id).ownedHere, theirs.runs.row(id).ownedHere]).toEqual([true, false]);
  });

  it('can be had after its owner gave it back, and only the owner can', async () => {
    const { mine, theirs } = await two(thisProcess());
    const { id } = addRun(mine);
    mine.leases.take(id);
    theirs.leases.release(id);
    expect(theirs.leases.take(id)).toBe(false);
    mine.leases.release(id);
    expect(theirs.leases.take(id)).toBe(true);
  });

  it('is given back when the file is closed', async () => {
    const folder = temporaryFolder();
    const [mine, theirs] = [await testStore(folder), await testStore(folder)];
    const { id } = addRun(mine);
    theirs.leases.take(id);
    theirs.close();
    expect(mine.leases.take(id)).toBe(true);
  });

  it('needs a run that exists', async () => {
    const store = await testStore();
    expect(() => store.leases.take('nobody')).toThrow(/nobody/);
  });

  it('of a dead process on this machine can be taken at once', async () => {
    const { mine, theirs } = await two(dead);
    const { id } = addRun(mine);
    theirs.leases.take(id);
    expect(mine.leases.take(id)).toBe(true);
  });

  it.runIf(process.platform === 'linux')('of a process whose number was given to another one can be taken at once', async () => {
    const { mine, theirs } = await two({ ...thisProcess(), startedAt: '1' });
    const { id } = addRun(mine);
    theirs.leases.take(id);
    expect(mine.leases.take(id)).toBe(true);
  });

  it('from another machine lasts as long as it is renewed', async () => {
    const { mine, theirs, clock } = await two(elsewhere);
    const { id } = addRun(mine);
    theirs.leases.take(id);
    clock.now += 29_000;
    theirs.leases.renewAll();
    clock.now += 29_000;
    expect(mine.leases.take(id)).toBe(false);
    clock.now += 2_000;
    expect(mine.leases.take(id)).toBe(true);
  });
});

describe('sweeping', () => {
  it('marks what a dead process was training as interrupted, with an event, and its queue as free', async () => {
    const { mine, theirs } = await two(dead);
    const [running, paused, queued, done] = [addRunning(theirs), addRunning(theirs), addRun(theirs), addRunning(theirs)];
    theirs.runs.setStatus(paused.id, 'paused');
    theirs.leases.take(queued.id);
    theirs.runs.end(done.id, completed);
    expect(mine.leases.sweep().sort()).toEqual([running.id, paused.id, queued.id].sort());
    expect([running, paused, queued, done].map(({ id }) => mine.runs.row(id).status)).toEqual(['interrupted', 'interrupted', 'queued', 'completed']);
    expect(mine.runs.detail(running.id).events).toMatchObject([{ kind: 'interrupted' }]);
    expect(mine.leases.take(queued.id)).toBe(true);
    expect(mine.leases.sweep()).toEqual([]);
  });

  it('leaves the runs of living processes alone, one’s own among them', async () => {
    const { mine, theirs, clock } = await two(thisProcess());
    const [own, other] = [addRunning(mine), addRunning(theirs)];
    clock.now += 29_000;
    expect(mine.leases.sweep()).toEqual([]);
    expect([own, other].map(({ id }) => mine.runs.row(id).status)).toEqual(['running', 'running']);
  });

  it('finds the runs that a process left running when it closed the file', async () => {
    const folder = temporaryFolder();
    const [mine, theirs] = [await testStore(folder), await testStore(folder)];
    const { id } = addRunning(theirs);
    theirs.close();
    expect(mine.leases.sweep()).toEqual([id]);
    expect(mine.runs.row(id).status).toBe('interrupted');
  });

  it('tells whoever watches', async () => {
    const { mine, theirs } = await two(dead);
    const { id } = addRunning(theirs);
    const { revision } = mine.runs.changedSince(Infinity);
    mine.leases.sweep();
    expect(mine.runs.changedSince(revision).rows).toMatchObject([{ id, status: 'interrupted' }]);
  });

  it('lets an interrupted run be taken up again', async () => {
    const { mine, theirs } = await two(dead);
    const { id } = addRunning(theirs);
    mine.leases.sweep();
    expect(mine.leases.take(id)).toBe(true);
    mine.runs.start(id, preparation);
    expect(mine.runs.row(id)).toMatchObject({ status: 'running', ownedHere: true });
  });

  it('knows at once of a process that was killed', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRun(store);
    const child = startChild(new URL('./processes/train-forever.ts', import.meta.url), [databaseIn(folder), id]);
    await once(child.stdout!, 'data');
    expect(store.leases.sweep()).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(store.leases.sweep()).toEqual([id]);
    expect(store.runs.row(id).status).toBe('interrupted');
  });
});
