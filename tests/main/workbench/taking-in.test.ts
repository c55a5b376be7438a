import { expect, it } from 'vitest';
import { soundFiles } from '../../support/fuzz/sound-files.ts';
import { rowCounts } from '../../support/row-counts.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, testWorkbench } from '../../support/workbench.ts';

it('a file that is taken in is read beside other calls, and stored whole', async () => {
  const workbench = await testWorkbench();
  const order: string[] = [];
  const taking = workbench.importRuns(soundFiles['a.trainyard']!(), 'a.trainyard').then((report) => { order.push('imported'); return report; });
  await call(workbench, 'app.info', null);
  order.push('answered');
  expect(await taking).toMatchObject({ runs: [{ outcome: 'added' }], dataSets: [] });
  expect(order).toEqual(['answered', 'imported']);
});

it('a file whose import is cancelled leaves nothing, whenever that is', async () => {
  const folder = temporaryFolder();
  const workbench = await testWorkbench(folder);
  const count = rowCounts(databaseIn(folder));
  const before = count();
  const early = new AbortController();
  early.abort();
  await expect(workbench.importRuns(soundFiles['a.json']!(), 'a.json', early.signal)).rejects.toMatchObject({ code: 'cancelled' });
  const late = new AbortController();
  const taking = workbench.importRuns(soundFiles['a.json']!(), 'a.json', late.signal);
  late.abort();
  await expect(taking).rejects.toMatchObject({ code: 'cancelled' });
  expect(count()).toBe(before);
});

it('a file beyond the limit is refused before it is looked at', async () => {
  const workbench = await testWorkbench();
  const huge = Object.defineProperty(new Uint8Array(1), 'length', { value: 2 ** 31 });
  await expect(workbench.importRuns(huge, 'a.trainyard')).rejects.toMatchObject({ code: 'tooLarge' });
});
