import { expect, it } from 'vitest';
import { followRun } from '../../../src/main/hosts/cli/follow-run.ts';
import { call, launch, short, testWorkbench } from '../../support/workbench.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('hears that its run has ended although too many runs changed at once to tell which', async () => {
  const workbench = await testWorkbench(temporaryFolder());
  const id = await launch(workbench, short);
  await expect.poll(async () => (await call(workbench, 'runs.get', { id })).status).toBe('completed');
  const seen: string[] = [];
  const resyncs: (() => void)[] = [];
  const deaf = {
    store: workbench.store,
    on: ((event: string, listener: () => void) => {
      if (event === 'resync') resyncs.push(listener);
      return () => {};
    }) as typeof workbench.on,
  };
  const followed = followRun(deaf, id, { epoch: () => {}, row: ({ status }) => seen.push(status) });
  resyncs.forEach((resync) => resync());
  await followed;
  expect(seen).toEqual(['completed']);
});
