import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { addRunning, batch, databaseIn, snapshot } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

/** What a person sees who opens the file with the sqlite3 tool. */
async function seen(question: string): Promise<unknown[]> {
  const folder = temporaryFolder();
  const store = await testStore(folder, { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
  const { id } = addRunning(store, { name: 'first', tags: ['b', 'a'], config: { optimizer: { name: 'sgd', learningRate: 0.5 } } });
  store.points.append([batch(id, [1, 2], { val_loss: [0.5, NaN] })]);
  store.snapshots.append(id, [snapshot(1)], { bestEpoch: null });
  store.snapshots.append(id, [snapshot(2), snapshot(3)], { bestEpoch: null });
  const shell = new Sqlite(databaseIn(folder), { readonly: true });
  try {
    return shell.prepare(question).all();
  } finally {
    shell.close();
  }
}

it('shows runs with the names of what they belong to', async () => {
  expect(await seen('SELECT name, status, experiment, data_set, tags, epochs, started_utc FROM run_overview'))
    .toEqual([{ name: 'first', status: 'running', experiment: 'Default', data_set: 'small', tags: 'a, b', epochs: 2, started_utc: '2026-01-02 03:04:05' }]);
});

it('shows the history of a metric, with what is not a number by name', async () => {
  expect(await seen('SELECT name, metric, epoch, step, value FROM metric_history'))
    .toEqual([{ name: 'first', metric: 'val_loss', epoch: 1, step: 10, value: 0.5 }, { name: 'first', metric: 'val_loss', epoch: 2, step: 20, value: 'NaN' }]);
});

it('shows summaries, config values, snapshots and data sets', async () => {
  expect(await seen('SELECT min, max, last_epoch FROM metric_overview')).toEqual([{ min: 0.5, max: 0.5, last_epoch: 2 }]);
  expect(await seen(`SELECT value FROM run_config WHERE path = 'optimizer.learningRate'`)).toEqual([{ value: 0.5 }]);
  expect(await seen('SELECT epoch, stored, keyframe, length(link) AS link FROM snapshot_overview')).toEqual([1, 2, 3].map((epoch) => ({ epoch, stored: 1, keyframe: 0, link: 64 })));
  expect(await seen('SELECT epoch, weights FROM snapshot_weights')).toEqual([1, 2, 3].map((epoch) => ({ epoch, weights: Buffer.from(snapshot(epoch).weights) })));
  expect(await seen('SELECT name, rows, columns, runs FROM data_set_overview')).toEqual([{ name: 'small', rows: 3, columns: 2, runs: 1 }]);
});
