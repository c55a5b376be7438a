import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReading, type Reading } from '../../../src/main/workbench/reading/reading.ts';
import type { ToReader } from '../../../src/main/workbench/reading/work.ts';
import { createTables } from '../../../src/main/workbench/tables.ts';
import { createReader } from '../../support/reader.ts';
import { addRunning, batch } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';
import { call, ended, launch, refusal, short, testWorkbench } from '../../support/workbench.ts';

describe('reading on a thread of its own', () => {
  it('answers as reading in main does', async () => {
    const folder = temporaryFolder();
    const [here, there] = [await testWorkbench(folder), await testWorkbench(folder, { createReader })];
    for (const name of ['a', 'b', 'c']) await ended(here, await launch(here, { ...short, name }));
    const { id } = (await call(here, 'runs.list', {})).rows[0]!;
    const answers = (workbench: typeof here) => Promise.all([
      call(workbench, 'runs.groups', { by: 'replicates', columns: ['val_loss', 'optimizer.name'] }),
      call(workbench, 'runs.ids', { sort: ['name'] }),
      call(workbench, 'runs.history', { id }),
      call(workbench, 'runs.curves', { ids: [id], metric: 'val_loss', x: 'step' }),
      call(workbench, 'configs.check', { config: { data: { set: 'iris' }, epochs: 3 } }),
      call(workbench, 'configs.check', { config: { data: { set: 'iris', target: 'nothing' } } }),
      call(workbench, 'runs.inCommon', { runs: { filter: '' } }),
    ]);
    expect(await answers(there)).toEqual(await answers(here));
    expect(await refusal(there, 'runs.groups', { by: 'nonsense' })).toEqual(await refusal(here, 'runs.groups', { by: 'nonsense' }));
  });

  it('sees what was written before the question', async () => {
    const workbench = await testWorkbench(temporaryFolder(), { createReader, workers: 0 });
    for (let runs = 1; runs <= 3; runs++) {
      await launch(workbench);
      expect(await call(workbench, 'runs.ids', {})).toHaveLength(runs);
    }
  });
});

describe('questions that wait', () => {
  /** Answers nothing until it is told to. */
  function patient(): { reading: Promise<Reading>; asked: ToReader[]; answer(): void } {
    const asked: ToReader[] = [];
    const worker = new Worker(`
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', (message) => parentPort.postMessage({ id: message.id, ok: true, value: message.input }));`, { eval: true });
    const post = worker.postMessage.bind(worker);
    const held: ToReader[] = [];
    worker.postMessage = (message: ToReader) => {
      if (!('id' in message)) return;
      asked.push(message);
      held.push(message);
    };
    onTestFinished(async () => void await worker.terminate());
    const reading = testStore().then((store) => createReading(store, createTables(store), () => worker));
    return { reading, asked, answer: () => held.splice(0).forEach((message) => post(message)) };
  }
  const turn = (number: number, list = 'list') => ({ list, number });
  const ask = (reading: Reading, by: string, at?: ReturnType<typeof turn>) => reading.read('groups', { by }, at);

  it('of an earlier turn of the same list are called off, others are not', async () => {
    const { reading: opening, asked, answer } = patient();
    const reading = await opening;
    const under = [ask(reading, 'one', turn(1)), ask(reading, 'two', turn(1))];
    const outdated = ask(reading, 'three', turn(1));
    const kept = [ask(reading, 'other list', turn(1, 'other')), ask(reading, 'no turn')];
    const wanted = [ask(reading, 'four', turn(2)), ask(reading, 'five', turn(2))];
    await expect(outdated).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toHaveLength(2);
    const answers = Promise.all([...under, ...kept, ...wanted]);
    while (asked.length < 6) {
      answer();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    answer();
    expect(await answers).toHaveLength(6);
    expect(asked.map(({ input }) => (input as { by: string }).by)).toEqual(['one', 'two', 'other list', 'no turn', 'four', 'five']);
  });

  it('are refused where the thread dies, and what is asked next has another one', async () => {
    const store = await testStore();
    let made = 0;
    const reading = createReading(store, createTables(store), () => (made++ === 0 ? new Worker('process.exit(1)', { eval: true }) : createReader()));
    onTestFinished(() => reading.close());
    const { id } = addRunning(store);
    store.points.append([batch(id, [1], { val_loss: [0.5] })]);
    await expect(reading.read('ids', { sort: 'name', offset: 0, limit: 10, trash: false })).rejects.toThrow('thread');
    expect(await reading.read('ids', { sort: 'name', offset: 0, limit: 10, trash: false })).toEqual([id]);
  });
});
