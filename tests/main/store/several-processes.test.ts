import { once } from 'node:events';
import { expect, it } from 'vitest';
import { outputOf, startChild } from '../../support/child.ts';
import { addRun, databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('two processes write a thousand runs at once, and none is lost or refused', async () => {
  const folder = temporaryFolder();
  const store = await testStore(folder);
  const start = store.runs.changedSince(Infinity).revision;
  const writer = new URL('./processes/write-many.ts', import.meta.url);
  await Promise.all(['a', 'b'].map((name) => outputOf(startChild(writer, [databaseIn(folder), name, '500']))));
  expect(store.runs.list({ status: ['completed'], filter: 'tag:a' }).total).toBe(500);
  expect(store.runs.list({ status: ['completed'], filter: 'tag:b' }).total).toBe(500);
  const { rows } = store.runs.changedSince(start);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(1000);
  expect(rows.filter(({ name, metrics }) => metrics.val_loss?.last !== Number(name.slice(2)))).toEqual([]);
  expect(store.checkIntegrity()).toEqual([]);
});

it('a process that is killed between two writes leaves whole epochs, and a sound file', async () => {
  const folder = temporaryFolder();
  const store = await testStore(folder);
  for (const epochsBefore of [1, 5, 20]) {
    const { id } = addRun(store);
    const child = startChild(new URL('./processes/train-forever.ts', import.meta.url), [databaseIn(folder), id]);
    let printed = '';
    child.stdout!.on('data', (text) => { printed += text; });
    while (printed.split('\n').length <= epochsBefore) await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const promised = Number(printed.trim().split('\n').at(-1));
    const reached = store.runs.row(id).epochs;
    expect(reached).toBeGreaterThanOrEqual(promised);
    expect(store.points.series(id).map(({ epochs }) => epochs.length)).toEqual([reached, reached]);
    expect(store.snapshots.links(id)).toHaveLength(reached);
    expect(store.snapshots.get(id, reached)).not.toBeNull();
    expect(store.runs.row(id).metrics.val_loss).toMatchObject({ last: 2 / reached, lastEpoch: reached, best: 2 / reached });
  }
  expect(store.checkIntegrity()).toEqual([]);
});
