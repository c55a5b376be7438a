import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { changeStoredTable } from '../../support/changed-table.ts';
import { cli } from '../../support/cli.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, ended, endless, launch, short, testWorkbench, withEpochs } from '../../support/workbench.ts';

async function trainedRun(config: object = short) {
  const folder = temporaryFolder();
  const workbench = await testWorkbench(folder);
  const id = await launch(workbench, config);
  await ended(workbench, id);
  return { folder, workbench, id };
}

function change(folder: string, sql: string): void {
  const raw = new Sqlite(databaseIn(folder));
  raw.exec(sql);
  raw.close();
}

it('a run that is trained again is identical through its last epoch', async () => {
  const { workbench, id } = await trainedRun();
  const seen: number[] = [];
  const verification = await workbench.verify(id, { progress: (epoch) => seen.push(epoch) });
  expect(verification).toEqual({ identicalThrough: 5, difference: null, healed: [] });
  expect(seen.at(-1)).toBe(5);
  expect(workbench.store.runs.row(id)).toMatchObject({ status: 'completed', epochs: 5 });
});

it('a run that was stopped is compared as far as it got', async () => {
  const workbench = await testWorkbench();
  const id = await launch(workbench, endless);
  await withEpochs(workbench, id, 3);
  await call(workbench, 'runs.stop', { ids: [id] });
  const { epochs } = await ended(workbench, id);
  expect(await workbench.verify(id)).toEqual({ identicalThrough: epochs, difference: null, healed: [] });
});

it('a link that was changed is named, and what may be the cause', async () => {
  const { folder, workbench, id } = await trainedRun();
  change(folder, 'UPDATE chain_links SET link = zeroblob(32) WHERE epoch = 3');
  expect(await workbench.verify(id)).toMatchObject({ identicalThrough: 2, difference: { epoch: 3, reason: expect.stringContaining('changed afterwards') } });
});

it('other starting weights differ at epoch 0', async () => {
  const { folder, workbench, id } = await trainedRun();
  change(folder, `UPDATE run_configs SET config = json_set(config, '$.seed', 7)`);
  expect(await workbench.verify(id)).toMatchObject({ identicalThrough: null, difference: { epoch: 0 } });
});

it('another version of the arithmetic is said to be the cause', async () => {
  const { folder, workbench, id } = await trainedRun();
  change(folder, `UPDATE runs SET arithmetic = 'old'; UPDATE chain_links SET link = zeroblob(32) WHERE epoch = 1`);
  expect((await workbench.verify(id)).difference).toEqual({ epoch: 1, reason: expect.stringContaining('version old of the arithmetic') });
});

it('a table that was changed is said to be the cause, although this process still has the one that it trained on', async () => {
  const { folder, workbench, id } = await trainedRun();
  expect((await workbench.verify(id)).difference).toBeNull();
  changeStoredTable(databaseIn(folder), 'xor');
  // The starting weights depend on the seed alone.
  const { identicalThrough, difference } = await workbench.verify(id);
  expect({ identicalThrough, difference }).toEqual({ identicalThrough: 0, difference: { epoch: 1, reason: 'The data set "xor" is no longer the one that it was trained on.' } });
  expect(workbench.store.runs.detail(id).verification).toMatchObject({ difference });
});

it('a table whose bytes are damaged is refused by name', async () => {
  const { folder, workbench, id } = await trainedRun();
  changeStoredTable(databaseIn(folder), 'xor', { hash: false });
  await expect(workbench.verify(id)).rejects.toMatchObject({ code: 'damaged', message: expect.stringMatching(/^The column "\w+" of the data set "xor" is damaged/) });
});

it('a run that is still trained is refused', async () => {
  const workbench = await testWorkbench();
  const id = await launch(workbench, endless);
  await withEpochs(workbench, id, 1);
  await expect(workbench.verify(id)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('is running') });
});

it('a verification can be cancelled', async () => {
  const { workbench, id } = await trainedRun();
  const cancelling = new AbortController();
  const verification = workbench.verify(id, { signal: cancelling.signal });
  cancelling.abort();
  await expect(verification).rejects.toMatchObject({ code: 'cancelled' });
});

it('the command line says how far it is identical, and ends with 1 where it is not', async () => {
  const { folder, id } = await trainedRun();
  expect(await cli(folder, 'verify', id)).toMatchObject({ exitCode: 0, stdout: 'identical through epoch 5\n' });
  change(folder, 'UPDATE chain_links SET link = zeroblob(32) WHERE epoch = 3');
  const { exitCode, stdout } = await cli(folder, 'verify', id, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ run: id, identicalThrough: 2, difference: { epoch: 3 } });
  expect(exitCode).toBe(1);
});
