import { describe, expect, it } from 'vitest';
import { groupReplicates } from '../../../src/compare/replicates.ts';
import { call, ended, endless, refusal, short, testWorkbench, withStatus } from '../../support/workbench.ts';

const folds = { ...short, data: { set: 'xor', split: { folds: 3, fold: 0 } } };

describe('replicates', () => {
  it('are one run a seed, named after it, and nothing else differs', async () => {
    const workbench = await testWorkbench();
    const { ids } = await call(workbench, 'runs.launch', { config: { ...short, name: 'luck' }, replicates: { seeds: { from: 3, to: 5 } }, experiment: 'Trials' });
    const rows = ids.map((id) => workbench.store.runs.row(id));
    expect(rows.map(({ name, experiment, config }) => [name, experiment, config.seed])).toEqual([[3], [4], [5]].map(([seed]) => [`luck, seed ${seed}`, 'Trials', seed]));
    expect(new Set(rows.map(({ config }) => 'seed' in config.data.split && config.data.split.seed))).toEqual(new Set([1]));
    expect(groupReplicates(rows, ({ config }) => config)).toHaveLength(1);
    await Promise.all(ids.map((id) => ended(workbench, id)));
  });

  it('vary the split’s seed, or both, where that is wanted', async () => {
    const workbench = await testWorkbench();
    const seedsOf = async (vary: 'split' | 'both') => {
      const { ids } = await call(workbench, 'runs.launch', { config: short, replicates: { seeds: { to: 2, vary } } });
      return ids.map((id) => workbench.store.runs.row(id).config).map(({ seed, data }) => [seed, 'seed' in data.split && data.split.seed]);
    };
    expect(await seedsOf('split')).toEqual([[42, 1], [42, 2]]);
    expect(await seedsOf('both')).toEqual([[1, 1], [2, 2]]);
  });

  it('meet every fold with every seed', async () => {
    const workbench = await testWorkbench();
    const { ids } = await call(workbench, 'runs.launch', { config: { ...folds, name: 'x' }, replicates: { seeds: { to: 2 }, folds: true } });
    expect(ids.map((id) => workbench.store.runs.row(id).name)).toEqual(
      [1, 2].flatMap((seed) => [1, 2, 3].map((fold) => `x, seed ${seed}, fold ${fold} of 3`)));
  });

  it('are refused where the config has no folds, or when there are too many, and then none is stored', async () => {
    const workbench = await testWorkbench();
    expect(await refusal(workbench, 'runs.launch', { config: short, replicates: { folds: true } })).toMatchObject({ code: 'invalidInput', field: 'replicates.folds' });
    expect(await refusal(workbench, 'runs.launch', { config: folds, replicates: { seeds: { to: 400 }, folds: true } })).toMatchObject({ message: expect.stringContaining('makes 1200 runs; at most 1000') });
    expect(await refusal(workbench, 'runs.launch', { config: short, replicates: { seeds: { from: 5, to: 4 } } })).toMatchObject({ code: 'invalidInput' });
    expect(workbench.store.queue.ids(['queued', 'running'])).toEqual([]);
  });
});

describe('the estimate', () => {
  it('says steps and bytes at once, and seconds once a run has been trained', async () => {
    const workbench = await testWorkbench();
    const config = { ...short, earlyStopping: null, epochs: 300 };
    const before = await call(workbench, 'runs.estimate', { config, replicates: { seeds: { to: 4 } } });
    expect(before).toMatchObject({ runs: 4, parameters: 22, steps: 4 * 300 * 10, seconds: null, pastRuns: 0, atMost: false, places: 1 });
    expect(before.bytes.likely).toBeGreaterThan(4 * 300 * 22 * 4);
    const { ids } = await call(workbench, 'runs.launch', { config });
    await ended(workbench, ids[0]!);
    const after = await call(workbench, 'runs.estimate', { config, replicates: { seeds: { to: 4 } } });
    const { trainSeconds } = workbench.store.runs.row(ids[0]!);
    expect(after.pastRuns).toBe(1);
    expect(after.seconds!.likely).toBeCloseTo(4 * trainSeconds, 6);
  });

  it('refuses what a launch would refuse', async () => {
    expect(await refusal(await testWorkbench(), 'runs.estimate', { config: { epochs: 0 } })).toMatchObject({ field: 'epochs' });
  });
});

describe('the queue', () => {
  it('trains in the order of the file, which a move changes', async () => {
    const workbench = await testWorkbench();
    const { ids: [busy] } = await call(workbench, 'runs.launch', { config: endless });
    await withStatus(workbench, busy!, 'running');
    const { ids } = await call(workbench, 'runs.launch', { config: short, replicates: { seeds: { to: 3 } } });
    await call(workbench, 'queue.move', { ids: [ids[2]!], before: ids[0]! });
    expect((await call(workbench, 'queue.list', null)).queued.rows.map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1]]);
    await call(workbench, 'runs.stop', { ids: [busy!] });
    const rows = await Promise.all(ids.map((id) => ended(workbench, id)));
    const started = rows.map(({ startedAt }) => startedAt!);
    expect(started[2]!).toBeLessThanOrEqual(started[0]!);
    expect(started[0]!).toBeLessThanOrEqual(started[1]!);
  });

  it('is held, goes on and is stopped as a whole', async () => {
    const workbench = await testWorkbench();
    const { ids } = await call(workbench, 'runs.launch', { config: endless, replicates: { seeds: { to: 3 } } });
    await withStatus(workbench, ids[0]!, 'running');
    expect(await call(workbench, 'queue.pauseAll', null)).toEqual({ runs: 3 });
    for (const id of ids) await withStatus(workbench, id, 'paused');
    expect(workbench.activity()).toEqual({ training: 0, waiting: 0 });
    await call(workbench, 'queue.resumeAll', null);
    await withStatus(workbench, ids[0]!, 'running');
    expect(workbench.store.queue.ids(['queued'])).toEqual(ids.slice(1));
    await call(workbench, 'queue.stopAll', null);
    for (const id of ids) expect((await ended(workbench, id)).status).toBe('stopped');
  });

  it('takes up what was held before its first step, still held', async () => {
    const workbench = await testWorkbench();
    const { ids } = await call(workbench, 'runs.launch', { config: endless, replicates: { seeds: { to: 2 } } });
    await call(workbench, 'runs.pause', { ids: [ids[1]!] });
    await withStatus(workbench, ids[1]!, 'paused');
    const { path } = workbench.store;
    await workbench.close();
    const next = await testWorkbench(path.replace(/[/\\][^/\\]+$/, ''));
    expect(next.store.runs.row(ids[1]!)).toMatchObject({ status: 'paused', ownedHere: true });
    await call(next, 'runs.resume', { ids: [ids[1]!] });
    await withStatus(next, ids[1]!, 'running');
    await call(next, 'queue.stopAll', null);
  });
});
