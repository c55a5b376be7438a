import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createSlowWorker } from '../../support/training-worker.ts';
import { ended, launch, testWorkbench } from '../../support/workbench.ts';

it('where the fast kernel does not run, the slow one gives the same bits, and the person is told once', async () => {
  const slow = await testWorkbench(temporaryFolder(), { createWorker: createSlowWorker });
  const notices: string[] = [];
  slow.on('notice', ({ message }) => notices.push(message));
  const ids = [await launch(slow), await launch(slow)];
  for (const id of ids) await ended(slow, id);
  const fast = await testWorkbench();
  const other = await launch(fast);
  await ended(fast, other);

  const [first, second, usual] = [slow.store.runs.detail(ids[0]!), slow.store.runs.detail(ids[1]!), fast.store.runs.detail(other)];
  expect(first.status).toBe('completed');
  expect([first.chain, second.chain]).toEqual([usual.chain, usual.chain]);
  expect(notices.filter((message) => message.includes('slow kernel'))).toEqual([
    expect.stringMatching(/^The fast kernel does not run here \(.*0xfd87.*\)\. Training uses the slow kernel in its place; the numbers are the same\.$/),
  ]);
  expect(first.events.some(({ kind }) => kind === 'slow')).toBe(true);
  expect(usual.events.some(({ kind }) => kind === 'slow')).toBe(false);
});
