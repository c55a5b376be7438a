import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/main/training/chain.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { changeStoredTable } from '../../support/changed-table.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, ended, launch, refusal, short, testWorkbench } from '../../support/workbench.ts';

const config = { ...short, epochs: 30, earlyStopping: { monitor: 'val_loss', patience: 30 } };

async function parentIn(workbench: Workbench, changes: object = {}): Promise<string> {
  const id = await launch(workbench, { ...config, ...changes, name: 'parent' });
  await ended(workbench, id);
  return id;
}

async function forkOf(workbench: Workbench, id: string, epoch: number, changes: object = {}): Promise<string> {
  const parent = workbench.store.runs.row(id).config;
  const fork = await call(workbench, 'runs.fork', { id, epoch, config: { ...parent, ...changes } });
  await ended(workbench, fork.id);
  return fork.id;
}

const linksOf = (workbench: Workbench, id: string) => workbench.store.snapshots.links(id).map(({ epoch, link }) => [epoch, toHex(link)]);
const curve = (workbench: Workbench, id: string) => workbench.store.points.series(id, { metrics: ['val_loss'] })[0]!.values;

describe('a fork', () => {
  it.each([0, 1, 17, 29])('with nothing changed at epoch %i equals its parent to the end', async (epoch) => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench);
    const fork = await forkOf(workbench, id, epoch);
    const [parent, child] = [id, fork].map((one) => workbench.store.runs.detail(one));
    expect(linksOf(workbench, fork)).toEqual(linksOf(workbench, id));
    expect(child).toMatchObject({ chain: parent!.chain, weightsSha256: parent!.weightsSha256, bestEpoch: parent!.bestEpoch, parent: { id, name: 'parent', epoch }, changes: [] });
    expect(child!.config.from).toBe(`${id}@${epoch}`);
    expect(curve(workbench, fork)).toEqual(curve(workbench, id));
  });

  it('is refused a name that no run may have', async () => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench);
    await expect(workbench.fork({ id, epoch: 3, name: 'x'.repeat(201) })).rejects.toMatchObject({ code: 'invalidInput', field: 'name' });
    expect(workbench.store.runs.list({}).total).toBe(1);
  });

  it('goes on differently from there, and continues its parent’s curves', async () => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench);
    const fork = await forkOf(workbench, id, 10, { optimizer: { name: 'adam', learningRate: 0.0001 } });
    expect(curve(workbench, fork).slice(0, 10)).toEqual(curve(workbench, id).slice(0, 10));
    expect(curve(workbench, fork)[11]).not.toBe(curve(workbench, id)[11]);
    expect(workbench.store.runs.detail(fork).changes).toEqual([{ path: 'optimizer.learningRate', before: 0.001, after: 0.0001 }]);
  });

  it('with another optimizer starts with fresh state, and says so', async () => {
    const workbench = await testWorkbench();
    const fork = await forkOf(workbench, await parentIn(workbench), 10, { optimizer: { name: 'sgd' } });
    const { events, status } = workbench.store.runs.detail(fork);
    expect(status).toBe('completed');
    expect(events.map(({ message }) => message)).toContainEqual(expect.stringContaining('sgd starts with fresh state'));
  });

  it('is verified, goes on and is forked again like any run', async () => {
    const workbench = await testWorkbench();
    const fork = await forkOf(workbench, await parentIn(workbench), 10, { batchSize: 16 });
    expect(await workbench.verify(fork)).toEqual({ identicalThrough: 30, difference: null, healed: [] });
    await workbench.goOn(fork, 45);
    await ended(workbench, fork);
    expect((await workbench.verify(fork)).identicalThrough).toBe(45);
    const before = await forkOf(workbench, fork, 5);
    expect(workbench.store.runs.row(before)).toMatchObject({ status: 'completed', parent: { id: fork, epoch: 5 } });
  });

  it('stands on its own when its parent is deleted for good', async () => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench);
    const fork = await forkOf(workbench, id, 10, { batchSize: 16 });
    workbench.store.runs.remove([id]);
    workbench.store.emptyTrash();
    expect((await workbench.verify(fork)).difference).toBeNull();
    expect(curve(workbench, fork)).toHaveLength(30);
    expect((await call(workbench, 'runs.weightsAt', { id: fork, from: 10, through: 30 })).through).toBe(30);
    expect(await call(workbench, 'runs.lineage', { id: fork })).toMatchObject({ name: 'parent', status: 'gone', children: [{ id: fork, epoch: 10 }] });
    expect((await refusal(workbench, 'runs.weightsAt', { id: fork, from: 3 })).message).toContain('deleted for good');
  });

  it('that comes in a capsule without its parent says that this never was here', async () => {
    const workbench = await testWorkbench();
    const fork = await forkOf(workbench, await parentIn(workbench), 10, { batchSize: 16 });
    const capsule = Buffer.concat([...(await workbench.exportRun({ ids: [fork], format: 'capsule', at: 'best' })).pieces]);
    const other = await testWorkbench();
    await other.importRuns(capsule, 'fork.trainyard', new AbortController().signal);
    expect(await call(other, 'runs.lineage', { id: fork })).toMatchObject({ name: 'parent', status: 'absent', children: [{ id: fork, epoch: 10 }] });
    expect((await other.verify(fork)).difference).toBeNull();
  });

  it('is drawn with its whole family', async () => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench);
    const [first, second] = [await forkOf(workbench, id, 20, { batchSize: 16 }), await forkOf(workbench, id, 5, { batchSize: 8 })];
    const third = await forkOf(workbench, first, 25);
    const tree = await call(workbench, 'runs.lineage', { id: third });
    expect(tree).toMatchObject({ id, epoch: null, children: [{ id: second, epoch: 5, children: [] }, { id: first, epoch: 20, children: [{ id: third, epoch: 25 }] }] });
    expect(workbench.store.runs.detail(id).children.map((child) => child.id)).toEqual([second, first]);
  });
});

describe('a fork is refused with the reason where', () => {
  it.each([
    ['other shapes', { network: [{ layer: 'dense', units: 5 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] }, /network\.0\.units: needs other shapes/],
    ['other data', { data: { set: 'wdbc' } }, /needs other data|data\.set/],
    ['another split', { data: { set: 'xor', split: { validation: 0.3 } } }, /data\.split\.validation: needs other data/],
    ['another loss', { loss: 'binaryCrossEntropy', network: [{ layer: 'dense', units: 4 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'sigmoid' }] }, /./],
    ['another seed', { seed: 7 }, /seed: has no effect on a fork/],
    ['no epochs are left', { epochs: 20 }, /epochs: must be more than 20/],
  ])('%s', async (_, changes, reason) => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench);
    const parent = workbench.store.runs.row(id).config;
    const refused = await refusal(workbench, 'runs.fork', { id, epoch: 20, config: { ...parent, ...changes } });
    expect(refused).toMatchObject({ code: 'invalidInput', message: expect.stringMatching(reason) });
    expect(workbench.store.runs.list({}).total).toBe(1);
  });

  it('the epoch does not exist', async () => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench);
    expect((await refusal(workbench, 'runs.fork', { id, epoch: 31 })).message).toContain('0 to 30');
  });

  it('early stopping would end it at once', async () => {
    const workbench = await testWorkbench();
    const id = await parentIn(workbench, { epochs: 400, earlyStopping: { monitor: 'val_accuracy', patience: 2 } });
    const { epochs, config: parent } = workbench.store.runs.row(id);
    expect((await refusal(workbench, 'runs.fork', { id, epoch: epochs, config: parent })).message).toContain('earlyStopping.patience');
    const { id: fork } = await call(workbench, 'runs.fork', { id, epoch: epochs, config: { ...parent, earlyStopping: { ...parent.earlyStopping!, patience: 50 } } });
    expect((await ended(workbench, fork)).epochs).toBeGreaterThan(epochs);
  });

  it('its data set holds another table by now', async () => {
    const folder = temporaryFolder();
    const workbench = await testWorkbench(folder);
    const id = await parentIn(workbench);
    changeStoredTable(databaseIn(folder), 'xor');
    expect(await refusal(workbench, 'runs.fork', { id, epoch: 10 })).toMatchObject({ code: 'conflict', message: expect.stringMatching(/^The data set "xor" is no longer the one that the run "parent" was trained on: .* was [0-9a-f]{12} and is [0-9a-f]{12} now/) });
    expect(workbench.store.runs.list({}).total).toBe(1);
  });
});
