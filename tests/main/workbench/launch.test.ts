import type { InputOf } from '../../../src/contract/api.ts';
import { describe, expect, it } from 'vitest';
import { databaseIn, openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, collectPoints, ended, endless, launch, refusal, short, testWorkbench, withStatus } from '../../support/workbench.ts';

describe('launching', () => {
  it('trains to the end and stores everything about the run', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench, { ...short, earlyStopping: null, data: { set: 'xor', split: { test: 0.1 } } });
    await ended(workbench, id);
    const run = await call(workbench, 'runs.get', { id });
    expect(run).toMatchObject({
      name: 'adam 4', status: 'completed', stopReason: 'epochs', error: null, dataSet: 'xor', experiment: 'Default',
      epochs: 5, parameters: 22, classes: ['different', 'same'], rows: { train: 280, validation: 80, test: 40 },
      snapshotEpochs: [0, 1, 2, 3, 4, 5],
    });
    expect(run.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(run.chain).toMatch(/^[0-9a-f]{64}$/);
    expect(run.metrics).toHaveProperty('test_accuracy');
    const [losses] = await call(workbench, 'runs.points', { id, metrics: ['val_loss'] });
    expect(losses?.epochs).toEqual([1, 2, 3, 4, 5]);
    expect(losses?.steps).toEqual([9, 18, 27, 36, 45]);
  });

  it.each([
    ['experiment', { experiment: '' }], ['experiment', { experiment: 'x'.repeat(201) }], ['experiment', { experiment: 'a\nb' }],
    ['tags.0', { tags: [''] }], ['tags.1', { tags: ['good', 'x'.repeat(101)] }],
  ])('refuses a bad %s from a host that does not validate it, and stores nothing', async (field, place) => {
    const workbench = await testWorkbench();
    await expect(workbench.launch({ config: short, ...place })).rejects.toMatchObject({ code: 'invalidInput', field });
    expect(workbench.store.runs.list({}).total).toBe(0);
  });

  it('gives the same weights and chain from the same config', async () => {
    const workbench = await testWorkbench();
    const [a, b] = [await launch(workbench), await launch(workbench)];
    await Promise.all([ended(workbench, a), ended(workbench, b)]);
    const [one, other] = await Promise.all([call(workbench, 'runs.get', { id: a }), call(workbench, 'runs.get', { id: b })]);
    expect([other.weightsSha256, other.chain]).toEqual([one.weightsSha256, one.chain]);
    expect(one.id).not.toBe(other.id);
  });

  it('links every stored epoch into one chain', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench);
    await ended(workbench, id);
    const links = workbench.store.snapshots.links(id);
    expect(links.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Buffer.from(links.at(-1)!.link).toString('hex')).toBe(workbench.store.runs.detail(id).chain);
    expect(workbench.store.snapshots.keyframeBefore(id, 5)?.epoch).toBe(5);
  });

  it('tells of every epoch once, as deltas, before it tells that the run has ended', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench, { ...short, epochs: 300, earlyStopping: null });
    const deltas = collectPoints(workbench, id);
    await ended(workbench, id);
    const epochs = deltas.flatMap((delta) => delta.epochs);
    expect(epochs).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
    expect(deltas.flatMap((delta) => delta.values.val_loss)).toHaveLength(300);
  });

  it('stores name, tags and experiment', async () => {
    const workbench = await testWorkbench();
    const { ids } = await call(workbench, 'runs.launch', { config: { ...short, name: 'mine' }, experiment: 'Trials', tags: ['a', 'b'] });
    expect(workbench.store.runs.row(ids[0]!)).toMatchObject({ name: 'mine', tags: ['a', 'b'], experiment: 'Trials' });
    expect((await call(workbench, 'experiments.list', null)).map(({ name }) => name)).toEqual(['Trials']);
  });

  it('refuses a config with mistakes, naming the field, and stores nothing', async () => {
    const workbench = await testWorkbench();
    expect(await refusal(workbench, 'runs.launch', { config: { epochs: 0 } })).toEqual({
      code: 'invalidInput', field: 'epochs', message: 'epochs: must be at least 1',
    });
    expect((await call(workbench, 'runs.list', {})).total).toBe(0);
  });

  it('keeps a run that diverges, with a sentence about it and the weights that it had', async () => {
    const workbench = await testWorkbench();
    const id = await launch(workbench, { ...short, optimizer: { name: 'sgd', learningRate: 1e30 } });
    const row = await ended(workbench, id);
    expect(row).toMatchObject({ status: 'diverged', error: expect.stringContaining('diverged in step') });
    expect(workbench.store.runs.weightsAtDivergence(id)).toHaveLength(88);
  });

  it('begins with the weights of another run, which it keeps when that one is gone', async () => {
    const workbench = await testWorkbench();
    const parent = await launch(workbench);
    await ended(workbench, parent);
    const child = await launch(workbench, { ...short, from: `${parent}@3` });
    await ended(workbench, child);
    await call(workbench, 'runs.edit', { runs: [parent], change: { kind: 'trash' } });
    workbench.store.emptyTrash();
    const first = workbench.store.snapshots.links(child)[0]!;
    expect(first.epoch).toBe(0);
    expect(workbench.store.runs.detail(child).config.from).toBe(`${parent}@3`);
    expect(workbench.store.snapshots.get(child, 0)?.weights).toHaveLength(88);
  });

  it('begins with the weights of a model, by version, alias or id, and is refused with the reason where it does not fit', async () => {
    const workbench = await testWorkbench();
    const parent = await launch(workbench);
    await ended(workbench, parent);
    await call(workbench, 'models.promote', { runId: parent, at: 1, name: 'shelved', aliases: [] });
    const { id: model } = await call(workbench, 'models.promote', { runId: parent, at: 'last', name: 'shelved', aliases: ['production'] });
    const begun = async (from: string) => {
      const child = await launch(workbench, { ...short, from });
      await ended(workbench, child);
      const { config } = workbench.store.runs.detail(child);
      return [config.from, Buffer.from(workbench.store.snapshots.get(child, 0)!.weights)];
    };
    const weights = (epoch: number) => Buffer.from(workbench.store.snapshots.get(parent, epoch)!.weights);
    expect(await begun('shelved@production')).toEqual([`${model}:2`, weights(5)]);
    expect(await begun('shelved:1')).toEqual([`${model}:1`, weights(1)]);
    expect(await begun(model)).toEqual([`${model}:2`, weights(5)]);
    const refusals = async (config: InputOf<'configs.check'>['config']) => {
      const check = await call(workbench, 'configs.check', { config });
      return check.ok ? '' : check.issues.map(({ field, message }) => `${field}: ${message}`).join();
    };
    expect(await refusals({ ...short, from: 'shelved:9' })).toMatch(/^from: .*"shelved" has no version 9; its newest one is 2/);
    expect(await refusals({ from: 'shelved' })).toMatch(/^from: .*the model "shelved", version 2, .*has other shapes than this one/);
  });

  it('takes the final weights of a run where no epoch is named', async () => {
    const workbench = await testWorkbench();
    const parent = await launch(workbench, { ...short, name: 'the parent' });
    await ended(workbench, parent);
    const child = await launch(workbench, { ...short, from: 'the parent' });
    await ended(workbench, child);
    const { weightsSha256 } = workbench.store.runs.detail(parent);
    expect(Buffer.from(workbench.store.snapshots.links(child)[0]!.weightsSha256).toString('hex')).toBe(weightsSha256);
  });
});

describe('closing', () => {
  it('leaves a run that trains interrupted at its last whole epoch, and what waits in the queue', async () => {
    const folder = temporaryFolder();
    const workbench = await testWorkbench(folder);
    const [running, waiting] = [await launch(workbench, endless), await launch(workbench)];
    // The first state is taken some hundredths of a second after the beginning.
    await expect.poll(() => workbench.store.snapshots.keyframes(running).length).toBeGreaterThan(0);
    await workbench.close();
    const store = await openIn(folder);
    const { status, epochs } = store.runs.row(running);
    expect(status).toBe('interrupted');
    expect(store.snapshots.epochs(running).at(-1)).toBe(epochs);
    expect(store.snapshots.keyframeBefore(running, epochs)).not.toBeNull();
    expect(store.runs.row(waiting).status).toBe('queued');
    store.close();
  });

  it('is followed by the queue going on in the next process', async () => {
    const folder = temporaryFolder();
    const first = await testWorkbench(folder);
    const [running, waiting] = [await launch(first, endless), await launch(first)];
    await withStatus(first, running, 'running');
    await first.close();
    const second = await testWorkbench(folder);
    expect((await ended(second, waiting)).status).toBe('completed');
  });

  it('may be asked for twice', async () => {
    const workbench = await testWorkbench();
    await Promise.all([workbench.close(), workbench.close()]);
  });

  it('leaves what is queued to hosts that stay', async () => {
    const folder = temporaryFolder();
    const first = await testWorkbench(folder, { workers: 1 });
    const [running, waiting] = [await launch(first, endless), await launch(first)];
    await withStatus(first, running, 'running');
    await first.close();
    const terminal = await testWorkbench(folder, { host: 'cli' });
    expect(terminal.store.runs.row(waiting)).toMatchObject({ status: 'queued', ownedHere: false });
  });
});

describe('a damaged or foreign file', () => {
  it('is refused when the workbench opens', async () => {
    const folder = temporaryFolder();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(databaseIn(folder), 'this is a letter, not a database, and long enough to be looked at');
    await expect(testWorkbench(folder)).rejects.toMatchObject({ code: 'notATrainyardFile' });
  });
});
