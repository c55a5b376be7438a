import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { fileBefore } from '../../support/old-file.ts';
import { databaseIn, snapshot } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('snapshots of the format before are read as they were, and more can follow them', async () => {
  const folder = temporaryFolder();
  await fileBefore(7, folder);
  const raw = new Sqlite(databaseIn(folder));
  const { weights, weightsSha256, link } = snapshot(1);
  raw.prepare(`INSERT INTO snapshots (run, epoch, keyframe, stored_bytes, weights_raw_bytes, weights_codec, weights) VALUES (1, 1, 0, 64, 64, 'raw', ?)`).run(weights);
  raw.prepare('INSERT INTO chain_links VALUES (1, 1, ?, ?)').run(weightsSha256, link);
  raw.exec('UPDATE runs SET snapshot_bytes = 64, snapshot_budget = 1000');
  raw.close();
  const store = await testStore(folder);
  store.snapshots.append('run-old', [2, 3, 4].map((epoch) => snapshot(epoch)), { bestEpoch: null });
  expect([1, 2, 3, 4].map((epoch) => store.snapshots.get('run-old', epoch))).toEqual([1, 2, 3, 4].map((epoch) => ({ runId: 'run-old', ...snapshot(epoch) })));
  expect(store.runs.detail('run-old').snapshotEpochs).toEqual([1, 2, 3, 4]);
  expect(store.runs.files('run-old')).toMatchObject({ snapshots: 4, bytes: 256 });
});
