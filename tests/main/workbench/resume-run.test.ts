import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/main/training/chain.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { changeStoredTable } from '../../support/changed-table.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, ended, endless, launch, refusal, short, testWorkbench, withEpochs } from '../../support/workbench.ts';

const whole = { ...short, epochs: 40, earlyStopping: null };
/**
 * Trains for longer than it may be ahead of what is recorded of it, whatever keeps this thread: a stop that follows its first
 * epochs finds it at work.
 */
const long = { ...endless, epochs: 800, batchSize: 1 };

async function trained(workbench: Workbench, config: object): Promise<string> {
  const id = await launch(workbench, config);
  await ended(workbench, id);
  return id;
}

function proof(workbench: Workbench, id: string) {
  const { epochs, bestEpoch, weightsSha256, chain, metrics, status } = workbench.store.runs.detail(id);
  const { epoch_seconds: _, ...steady } = metrics;
  return { epochs, bestEpoch, weightsSha256, chain, metrics: steady, status, links: workbench.store.snapshots.links(id).map(({ link }) => toHex(link)) };
}

describe('a run that goes on', () => {
  it('after a stop ends as one that was never stopped', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench, long);
    await withEpochs(workbench, id, 3);
    await call(workbench, 'runs.stop', { ids: [id] });
    expect((await ended(workbench, id)).status).toBe('stopped');
    await call(workbench, 'runs.resume', { ids: [id] });
    await ended(workbench, id);
    expect(proof(workbench, id)).toEqual(proof(workbench, await trained(workbench, long)));
  });

  it('after its process has closed it goes on in another one', async () => {
    const folder = temporaryFolder();
    const first = await testWorkbench(folder);
    const id = await launch(first, long);
    await withEpochs(first, id, 3);
    await first.close();
    const second = await testWorkbench(folder);
    expect(second.store.runs.row(id).status).toBe('interrupted');
    await second.goOn(id);
    await ended(second, id);
    expect((await second.verify(id)).difference).toBeNull();
  });

  it('further than it was meant to ends as one that was meant to from the start, its test metrics too', async () => {
    const workbench = await testWorkbench();
    const data = { set: 'xor', split: { validation: 0.2, test: 0.2 } };
    const id = await trained(workbench, { ...whole, data, epochs: 15 });
    await workbench.goOn(id, 40);
    await ended(workbench, id);
    expect(proof(workbench, id)).toEqual(proof(workbench, await trained(workbench, { ...whole, data })));
    expect(workbench.store.runs.row(id).config.epochs).toBe(40);
    expect(workbench.store.runs.list({ filter: 'epochs = 40' }).total).toBeGreaterThan(0);
  });

  it('and is stopped before its turn keeps what it had', async () => {
    const workbench = await testWorkbench();
    const id = await trained(workbench, whole);
    const before = proof(workbench, id);
    const busy = await launch(workbench, endless);
    await withEpochs(workbench, busy, 1);
    await workbench.goOn(id, 80);
    await call(workbench, 'runs.stop', { ids: [id] });
    await ended(workbench, id);
    expect(proof(workbench, id)).toEqual({ ...before, status: 'stopped' });
  });

  it('fails, and keeps its record, where an epoch comes out otherwise', async () => {
    const workbench = await testWorkbench();
    const id = await trained(workbench, whole);
    workbench.store.snapshots.damaged(id);
    for (const { epoch, weightsSha256 } of workbench.store.snapshots.links(id, { from: 20 }))
      workbench.store.snapshots.append(id, [{ epoch, weightsSha256, weights: new Uint8Array(88), link: new Uint8Array(32), state: null }], { bestEpoch: null });
    await workbench.goOn(id, 50);
    const { status, error, epochs } = await ended(workbench, id);
    expect({ status, epochs }).toEqual({ status: 'failed', epochs: 40 });
    expect(error).toMatch(/^Epoch 20 came out otherwise/);
  });
});

describe('what cannot go on as if it had never stopped is refused with the reason', () => {
  it.each([
    ['a completed run without more epochs', whole, undefined, /has completed its 40 epochs/],
    ['fewer epochs than it has', whole, 30, /has trained 40 epochs already/],
    ['a cosine schedule of another length', { ...whole, schedule: { name: 'cosine' } }, 80, /cosine schedule over 40 epochs/],
    ['one that early stopping has ended', { ...whole, epochs: 400, earlyStopping: { monitor: 'val_accuracy', patience: 1 } }, 800, /early stopping .* Fork it at epoch/],
    ['one that diverged', { ...whole, optimizer: { name: 'sgd', learningRate: 1e30 } }, 80, /diverged/],
  ])('%s', async (_, config, epochs, reason) => {
    const workbench = await testWorkbench();
    const id = await trained(workbench, config);
    const refused = epochs === undefined ? await refusal(workbench, 'runs.resume', { ids: [id] }) : await refusal(workbench, 'runs.extend', { id, epochs });
    expect(refused.message).toMatch(reason);
  });

  it('on a table that was changed, naming both hashes, while others go on', async () => {
    const folder = temporaryFolder();
    const workbench = await testWorkbench(folder);
    const stopped = async (set: string) => {
      const id = await launch(workbench, { ...long, data: { set } });
      await withEpochs(workbench, id, 1);
      await call(workbench, 'runs.stop', { ids: [id] });
      await ended(workbench, id);
      return id;
    };
    const [changed, same] = [await stopped('xor'), await stopped('wdbc')];
    changeStoredTable(databaseIn(folder), 'xor');
    const words = /^The data set "xor" is no longer the one that the run .* was trained on: the hash of its content was [0-9a-f]{12} and is [0-9a-f]{12} now\. .*import the table again/;
    for (const refused of [await refusal(workbench, 'runs.resume', { ids: [changed] }), await refusal(workbench, 'runs.extend', { id: changed, epochs: 900 })])
      expect(refused).toMatchObject({ code: 'conflict', message: expect.stringMatching(words) });
    await call(workbench, 'runs.resume', { ids: [changed, same] });
    expect(workbench.store.runs.row(changed).status).toBe('stopped');
    expect(['queued', 'running']).toContain(workbench.store.runs.row(same).status);
  });
});
