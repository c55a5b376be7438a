import { expect, it } from 'vitest';
import { outputOf, startChild } from '../../support/child.ts';
import { resultOf, startCli } from '../../support/cli.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, testWorkbench } from '../../support/workbench.ts';

it('a window and terminals edit one file while a thousand runs are written to it: nothing is refused, lost or torn', async () => {
  const folder = temporaryFolder();
  const window = await testWorkbench(folder);
  const told = new Set<string>();
  window.on('runs.changed', ({ rows }) => rows.forEach(({ id }) => told.add(id)));
  const reread: string[] = [];
  window.on('resync', ({ reason }) => reread.push(reason));

  const writer = new URL('../store/processes/write-many.ts', import.meta.url);
  let writing = true;
  const writers = Promise.all(['a', 'b'].map((name) => outputOf(startChild(writer, [databaseIn(folder), name, '500'])))).finally(() => { writing = false; });
  let rounds = 0;
  while (writing) {
    await call(window, 'runs.edit', { runs: { filter: 'tag:a' }, change: { kind: 'star', on: rounds % 2 === 0 } });
    await call(window, 'edits.undo', null);
    await call(window, 'runs.list', { filter: 'starred = true', sort: '-val_loss' });
    if (rounds % 20 === 5) expect(await resultOf(startCli(folder, 'tag', 'seen', '--filter', 'tag:b'))).toMatchObject({ exitCode: 0, stderr: '' });
    rounds++;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await writers;

  expect(rounds).toBeGreaterThan(3);
  expect((await call(window, 'runs.list', { status: ['completed'] })).total).toBe(1000);
  // What is left standing was done by terminals; once all of it is taken back, no run shows a trace.
  while ((await call(window, 'edits.undo', null)).entry);
  expect((await call(window, 'runs.list', { filter: 'starred = true or tag:seen' })).total).toBe(0);
  await expect.poll(() => told.size >= 1000 || reread.length > 0).toBe(true);
  expect(window.store.checkIntegrity()).toEqual([]);
});
