import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, ended, endless, launch, refusal, testWorkbench, withEpochs, withStatus } from '../../support/workbench.ts';

describe('pause, resume and stop', () => {
  it('move a run through its states', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench, endless);
    await withEpochs(workbench, id, 1);
    await call(workbench, 'runs.pause', { ids: [id] });
    await withStatus(workbench, id, 'paused');
    await call(workbench, 'runs.resume', { ids: [id] });
    await withStatus(workbench, id, 'running');
    await call(workbench, 'runs.stop', { ids: [id] });
    expect(await ended(workbench, id)).toMatchObject({ status: 'stopped', stopReason: 'stopped' });
  });

  it('stop a run that waits, without an epoch', async () => {
    const workbench = await testWorkbench();
    const [first, second] = [await launch(workbench, endless), await launch(workbench, endless)];
    await withStatus(workbench, first, 'running');
    await call(workbench, 'runs.stop', { ids: [second] });
    expect(await ended(workbench, second)).toMatchObject({ status: 'stopped', epochs: 0 });
  });

  it('are refused for a run that has ended', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench);
    await ended(workbench, id);
    expect(await refusal(workbench, 'runs.pause', { ids: [id] })).toMatchObject({ code: 'conflict', message: expect.stringContaining('already ended') });
  });

  it('leave what has ended as it is where other runs of the list go on', async () => {
    const workbench = await testWorkbench();
    const done = await launch(workbench);
    await ended(workbench, done);
    const live = await launch(workbench, endless);
    await call(workbench, 'runs.stop', { ids: [done, live] });
    expect((await ended(workbench, live)).status).toBe('stopped');
    expect(workbench.store.runs.row(done).status).toBe('completed');
  });

  it('know only runs that there are', async () => {
    const workbench = await testWorkbench();
    expect(await refusal(workbench, 'runs.stop', { ids: ['nobody'] })).toMatchObject({ code: 'notFound' });
  });
});

describe('many runs', () => {
  it('are told in turns, between which calls are answered, and all of them hear it', async () => {
    const workbench = await testWorkbench(temporaryFolder(), { workers: 0 });
    const { ids } = await call(workbench, 'runs.launch', { config: endless, replicates: { seeds: { from: 1, to: 400 } } });
    for (const [method, status] of [['runs.pause', 'paused'], ['runs.resume', 'queued'], ['runs.stop', 'stopped']] as const) {
      await call(workbench, method, { ids });
      await expect.poll(async () => (await call(workbench, 'runs.list', { status: [status] })).total).toBe(400);
    }
  });

  it('hear a stop that comes while something long is being written', async () => {
    const writers: Worker[] = [];
    const createLongWriter = () => {
      const writer = new Worker(`
        const { parentPort } = require('node:worker_threads');
        parentPort.on('message', (message) => { if (message === 'end') parentPort.postMessage({ ok: false, error: { code: 'conflict', message: 'in the end' } }); });`, { eval: true });
      writers.push(writer);
      return writer;
    };
    const workbench = await testWorkbench(temporaryFolder(), { createLongWriter });
    const id = await launch(workbench, endless);
    await withEpochs(workbench, id, 1);
    const long = refusal(workbench, 'runs.launch', { config: endless, replicates: { seeds: { from: 1, to: 60 } } });
    await expect.poll(() => writers.length).toBe(1);
    // Answered, although what is written has not ended.
    await call(workbench, 'runs.stop', { ids: [id] });
    expect(workbench.store.runs.row(id).status).toBe('running');
    await expect.poll(() => workbench.activity().training).toBe(0);
    writers[0]!.postMessage('end');
    expect(await long).toMatchObject({ message: 'in the end' });
    expect(await ended(workbench, id)).toMatchObject({ status: 'stopped' });
  });
});

describe('the number of workers', () => {
  it('acts at once: the next run begins beside the first', async () => {
    const workbench = await testWorkbench();
    const [first, second] = [await launch(workbench, endless), await launch(workbench, endless)];
    await withStatus(workbench, first, 'running');
    expect(workbench.store.runs.row(second).status).toBe('queued');
    await call(workbench, 'settings.set', { workers: 2 });
    await withStatus(workbench, second, 'running');
  });
});

describe('removing', () => {
  it('hides a run from the list until it is restored', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench);
    await ended(workbench, id);
    const removed: string[] = [];
    workbench.on('runs.removed', ({ ids }) => removed.push(...ids));
    await call(workbench, 'runs.edit', { runs: [id], change: { kind: 'trash' } });
    expect(removed).toEqual([id]);
    expect((await call(workbench, 'runs.list', {})).total).toBe(0);
    expect((await call(workbench, 'runs.list', { trash: true })).rows.map((row) => row.id)).toEqual([id]);
    await call(workbench, 'runs.edit', { runs: [id], change: { kind: 'restore' } });
    expect((await call(workbench, 'runs.list', {})).total).toBe(1);
  });

  it('is refused while the run trains', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench, endless);
    await withStatus(workbench, id, 'running');
    expect(await refusal(workbench, 'runs.edit', { runs: [id], change: { kind: 'trash' } })).toMatchObject({ code: 'conflict', message: expect.stringContaining('Stop it') });
  });
});

describe('renaming', () => {
  it('changes the name for everyone who listens', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench);
    await ended(workbench, id);
    const names: string[] = [];
    workbench.on('runs.changed', ({ rows }) => names.push(...rows.map(({ name }) => name)));
    await call(workbench, 'runs.edit', { runs: [id], change: { kind: 'rename', name: '  <b>best</b> ' } });
    expect(names).toEqual(['<b>best</b>']);
  });

  it('needs a name', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench);
    expect(await refusal(workbench, 'runs.edit', { runs: [id], change: { kind: 'rename', name: ' ' } })).toMatchObject({ code: 'invalidInput', field: 'change.name' });
  });
});
