import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { databaseIn } from '../../support/store.ts';
import { damageStored } from '../../support/stored-snapshots.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ended, endless, launch, short, testWorkbench, withEpochs } from '../../support/workbench.ts';

/** Leaves a run in the file that begins with its parent's weights of epoch 3, and waits; both as ids. */
async function waiting(folder: string, begin: 'from' | 'fork'): Promise<{ id: string; parent: string }> {
  const workbench = await testWorkbench(folder);
  const parent = await launch(workbench, { ...short, earlyStopping: null });
  await ended(workbench, parent);
  await withEpochs(workbench, await launch(workbench, endless), 1);
  const id = begin === 'fork' ? (await workbench.fork({ id: parent, epoch: 3 })).id : await launch(workbench, { ...short, from: `${parent}@3` });
  await workbench.close();
  return { id, parent };
}

function damage(folder: string, id: string, epoch: number, column: 'weights' | 'state' = 'weights'): void {
  damageStored(folder, column, (stored) => stored.runId === id && stored.epoch === epoch, (bytes) => Buffer.alloc(bytes.length));
}

it('copies damaged starting weights again from the run that they came from', async () => {
  const folder = temporaryFolder();
  const { id } = await waiting(folder, 'from');
  damage(folder, id, 0);
  const workbench = await testWorkbench(folder);
  expect(await ended(workbench, id)).toMatchObject({ status: 'completed' });
  expect(workbench.store.runs.detail(id).events).toContainEqual(expect.objectContaining({ kind: 'healed' }));
  expect(workbench.store.snapshots.damaged(id)).toEqual([]);
});

it('fails a run whose starting weights are damaged at their origin too, and opens all the same', async () => {
  const folder = temporaryFolder();
  const { id, parent } = await waiting(folder, 'from');
  damage(folder, id, 0);
  damage(folder, parent, 3);
  const row = await ended(await testWorkbench(folder), id);
  expect(row).toMatchObject({ status: 'failed', error: expect.stringContaining('Launch it again with other starting weights') });
});

it('copies the damaged state of a waiting fork again from its parent', async () => {
  const folder = temporaryFolder();
  const { id, parent } = await waiting(folder, 'fork');
  damage(folder, id, 3);
  const workbench = await testWorkbench(folder);
  expect(await ended(workbench, id)).toMatchObject({ status: 'completed' });
  expect(workbench.store.runs.detail(id).events).toContainEqual(expect.objectContaining({ kind: 'healed', message: expect.stringContaining('with which the run was forked') }));
  expect(workbench.store.snapshots.damaged(id)).toEqual([]);
  expect(workbench.store.runs.detail(id).chain).toBe(workbench.store.runs.detail(parent).chain);
});

it.each(['weights', 'state'] as const)('heals the damaged %s that a fork began with when it is read, and when it is verified', async (column) => {
  const folder = temporaryFolder();
  const workbench = await testWorkbench(folder);
  const parent = await launch(workbench, { ...short, earlyStopping: null });
  await ended(workbench, parent);
  const { id } = await workbench.fork({ id: parent, epoch: 3, config: { ...workbench.store.runs.detail(parent).config, optimizer: { name: 'sgd' } } });
  await ended(workbench, id);
  damage(folder, id, 3, column);
  expect((await workbench.call('runs.stateAt', { id, epoch: 3 })).ok).toBe(true);
  await workbench.call('runs.weightsAt', { id, from: 3 });
  damage(folder, id, 3, column);
  expect(await workbench.verify(id)).toMatchObject({ difference: null, healed: [3] });
  expect(workbench.store.snapshots.damaged(id)).toEqual([]);
});

it('does not take what its parent has where that is another state than it was forked with', async () => {
  const folder = temporaryFolder();
  const workbench = await testWorkbench(folder);
  const parent = await launch(workbench, { ...short, earlyStopping: null });
  await ended(workbench, parent);
  const { id } = await workbench.fork({ id: parent, epoch: 3 });
  await ended(workbench, id);
  damage(folder, id, 3);
  const raw = new Sqlite(databaseIn(folder));
  raw.prepare('UPDATE snapshots SET state_sha256 = zeroblob(32) WHERE run = (SELECT key FROM runs WHERE id = ?) AND epoch = 3').run(id);
  raw.close();
  await expect(workbench.verify(id)).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('Fork it again from') });
});

it('fails a waiting fork whose state is damaged and whose parent is gone, with the way out', async () => {
  const folder = temporaryFolder();
  const { id, parent } = await waiting(folder, 'fork');
  damage(folder, id, 3);
  const raw = new Sqlite(databaseIn(folder));
  raw.pragma('foreign_keys = ON');
  raw.prepare('DELETE FROM runs WHERE id = ?').run(parent);
  raw.close();
  const row = await ended(await testWorkbench(folder), id);
  expect(row).toMatchObject({ status: 'failed', error: expect.stringMatching(/"adam 4" at epoch 3, is deleted for good.* can still be replayed and exported/) });
});
