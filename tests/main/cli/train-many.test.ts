import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { RunRow } from '../../../src/contract/runs.ts';
import { trainMany } from '../../../src/main/hosts/cli/train-many.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { runRow } from '../../support/run-row.ts';
import { createTrainingWorker } from '../../support/training-worker.ts';

/** A workbench as far as it is asked: what is in the file, and how to say that too much has changed to tell. */
function fileOf(rows: RunRow[]) {
  const listeners = new Map<string, () => void>();
  const workbench = {
    on(name: string, listener: () => void) {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    store: { runs: { rows: (ids: string[]) => rows.filter(({ id }) => ids.includes(id)) } },
  };
  return { workbench: workbench as unknown as Workbench, resync: () => listeners.get('resync')!() };
}

it('ends where a replicate was deleted for good while it was not told of each, and says which', async () => {
  const rows = ['one', 'two'].map((id) => runRow({ id, name: id, status: 'queued' }));
  const { workbench, resync } = fileOf(rows);
  const stdout = new PassThrough();
  const environment = { createWorker: createTrainingWorker, version: '1.2.3', stdout, stderr: new PassThrough(), onInterrupt: () => () => undefined };
  const code = trainMany(environment, workbench, [...rows], {});
  rows.splice(0, 2, { ...rows[0]!, status: 'completed' });
  resync();
  expect(await code).toBe(1);
  const said = String(stdout.read());
  expect(said).toContain('1/2  one');
  expect(said).toContain('two  was deleted');
});
