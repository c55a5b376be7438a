import { expect, it } from 'vitest';
import { fileBefore } from '../../support/old-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('runs of the format before are no forks and were never verified', async () => {
  const folder = temporaryFolder();
  await fileBefore(5, folder);
  const store = await testStore(folder);
  expect(store.runs.detail('run-old')).toMatchObject({ name: 'old', parent: null, verification: null });
});
