import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { databaseIn } from '../../support/store.ts';
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

function damage(folder: string, id: string, epoch: number): void {
  const raw = new Sqlite(databaseIn(folder));
  raw.prepare('UPDATE snapshots SET weights = zeroblob(length(weights)) WHERE run = (SELECT key FROM runs WHERE id = ?) AND epoch = ?').run(id, epoch);
  raw.close();
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

it('fails a waiting fork whose state is damaged, with the way out', async () => {
  const folder = temporaryFolder();
  const { id } = await waiting(folder, 'fork');
  damage(folder, id, 3);
  const row = await ended(await testWorkbench(folder), id);
  expect(row).toMatchObject({ status: 'failed', error: expect.stringMatching(/Fork it again from "adam 4" at epoch 3/) });
});
