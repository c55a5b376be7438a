import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/main/store/types/store.ts';
import { createLongWriter } from '../../support/long-writer.ts';
import { addRun } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, endless, launch, refusal, short, testWorkbench, withEpochs } from '../../support/workbench.ts';

const config = { ...short, epochs: 1 };
const replicates = (runs: number) => ({ seeds: { from: 1, to: runs } });

/** Writers that begin when they are told to, however slow or quick the machine: what is asked until then is asked meanwhile. */
function heldWriters() {
  const begin: (() => void)[] = [];
  return {
    createLongWriter() {
      const worker = createLongWriter();
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message: unknown) => void begin.push(() => post(message));
      return worker;
    },
    async letOneWrite() {
      await expect.poll(() => begin.length).toBe(1);
      begin.pop()!();
    },
  };
}

describe('what is written of many runs', () => {
  it('is launched, edited and taken back as one, while calls are answered', async () => {
    const writers = heldWriters();
    const workbench = await testWorkbench(temporaryFolder(), writers);
    const total = async (query: object = {}) => (await call(workbench, 'runs.list', query)).total;
    const launching = call(workbench, 'runs.launch', { config, replicates: replicates(600) });
    expect(await total()).toBe(0);
    await writers.letOneWrite();
    // Another process would see all of them or none, and so does a window that asks meanwhile.
    expect([0, 600]).toContain(await total());
    expect((await launching).ids).toHaveLength(600);
    await call(workbench, 'queue.pauseAll', null);

    const edit = call(workbench, 'runs.edit', { runs: { filter: '' }, change: { kind: 'star', on: true } });
    expect(await total({ filter: 'starred = true' })).toBe(0);
    // What is to be written next waits for it.
    let set = false;
    const setting = call(workbench, 'settings.set', { workers: 2 }).then(() => { set = true; });
    await total();
    expect(set).toBe(false);
    await writers.letOneWrite();
    await setting;
    expect(await total({ filter: 'starred = true' })).toBe(600);
    expect(await edit).toMatchObject({ changed: 600 });

    expect((await call(workbench, 'edits.history', { limit: 10 })).entries).toHaveLength(1);
    const undone = call(workbench, 'edits.undo', null);
    await writers.letOneWrite();
    expect(await undone).toMatchObject({ changed: 600 });
    expect(await total({ filter: 'starred = true' })).toBe(0);
    const redone = call(workbench, 'edits.redo', null);
    await writers.letOneWrite();
    expect(await redone).toMatchObject({ changed: 600 });
    expect(workbench.store.checkIntegrity()).toEqual([]);
  });

  it('empties a full trash in slices, between which trainings are recorded and others write', { timeout: 60_000 }, async () => {
    const workbench = await testWorkbench(temporaryFolder(), { createLongWriter });
    fillTrash(workbench.store, 900);
    const training = await launch(workbench, endless);
    await withEpochs(workbench, training, 1);

    const heard: string[] = [];
    workbench.on('runs.points', () => heard.push('points'));
    workbench.on('trash.emptying', ({ done, total }) => {
      if (!heard.includes('emptying')) void call(workbench, 'settings.set', { workers: 2 }).then(() => heard.push('settings'));
      heard.push(done < total ? 'emptying' : 'emptied');
    });
    expect(await call(workbench, 'trash.empty', null)).toMatchObject({ runs: 900 });
    expect(heard.slice(heard.indexOf('emptying'), heard.indexOf('emptied'))).toEqual(expect.arrayContaining(['points', 'settings']));
    expect((await call(workbench, 'trash.size', null)).runs).toBe(0);
    // Even the longest may have come to its end where the disk is slow; nothing else may have ended it.
    expect(['running', 'completed']).toContain(workbench.store.runs.row(training).status);
  });

  it('can be stopped while it empties the trash: what is left can be restored', { timeout: 60_000 }, async () => {
    const workbench = await testWorkbench(temporaryFolder(), { createLongWriter, workers: 0 });
    const ids = fillTrash(workbench.store, 900);
    const stop = workbench.on('trash.emptying', () => {
      stop();
      void call(workbench, 'trash.stopEmptying', null);
    });
    expect(await refusal(workbench, 'trash.empty', null)).toMatchObject({ code: 'cancelled' });
    const { runs } = await call(workbench, 'trash.size', null);
    expect(runs).toBeGreaterThan(0);
    expect(runs).toBeLessThan(900);
    workbench.store.runs.restore(ids.slice(-runs));
    expect((await call(workbench, 'runs.list', {})).total).toBe(runs);
    expect(workbench.store.checkIntegrity()).toEqual([]);
  });

  it('is not half done where it fails, and what comes after it is done', async () => {
    const dies = () => new Worker('process.exit(1)', { eval: true });
    const workbench = await testWorkbench(temporaryFolder(), { createLongWriter: dies });
    expect(await refusal(workbench, 'runs.launch', { config, replicates: replicates(60) })).toMatchObject({ code: 'internal' });
    expect((await call(workbench, 'runs.list', {})).total).toBe(0);
    expect((await call(workbench, 'runs.launch', { config })).ids).toHaveLength(1);
  });

  it('belongs to the process that asked for it', async () => {
    const folder = temporaryFolder();
    const workbench = await testWorkbench(folder, { createLongWriter, workers: 0 });
    const other = await testWorkbench(folder);
    const { ids } = await call(workbench, 'runs.launch', { config, replicates: replicates(60) });
    expect(ids.every((id) => workbench.store.leases.ownedHere(id))).toBe(true);
    expect(other.store.leases.take(ids[0]!)).toBe(false);
  });
});

function fillTrash(store: Store, runs: number): string[] {
  return store.transaction(() => {
    const ids = Array.from({ length: runs }, () => addRun(store).id);
    store.runs.remove(ids);
    return ids;
  });
}
