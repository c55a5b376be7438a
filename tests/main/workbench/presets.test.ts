import { expect, it } from 'vitest';
import { builtInPresets, presetFields, withPreset } from '../../../src/contract/presets.ts';
import { runConfig } from '../../../src/contract/run-config.ts';
import { call, refusal, testWorkbench } from '../../support/workbench.ts';

const config = presetFields.parse({ batchSize: 8 });

it('every one that comes along is a config that can be launched on data of its task', async () => {
  const workbench = await testWorkbench();
  for (const preset of builtInPresets) {
    const given = withPreset(runConfig.parse({ data: { set: preset.task === 'classification' ? 'iris' : 'wdbc', target: preset.task === 'classification' ? null : 'radius_mean' } }), preset.config);
    expect(await call(workbench, 'configs.check', { config: given }), `${preset.name}, ${preset.task}`).toMatchObject({ ok: true });
  }
});

it('leaves data, seed, start and name alone', () => {
  const before = runConfig.parse({ name: 'mine', seed: 7, data: { set: 'iris' } });
  expect(withPreset(before, config)).toMatchObject({ name: 'mine', seed: 7, data: before.data, batchSize: 8 });
});

it('one’s own are saved, replaced under their name, renamed and removed', async () => {
  const workbench = await testWorkbench();
  const own = async () => (await call(workbench, 'presets.list', null)).filter(({ builtIn }) => !builtIn);
  const { id } = await call(workbench, 'presets.save', { name: 'tiny', config });
  expect((await call(workbench, 'presets.save', { name: 'tiny', config: { ...config, batchSize: 4 } })).id).toBe(id);
  expect(await own()).toMatchObject([{ id, name: 'tiny', task: 'classification', config: { batchSize: 4 } }]);
  await call(workbench, 'presets.save', { name: '__proto__', config });
  expect(await refusal(workbench, 'presets.rename', { id, name: '__proto__' })).toMatchObject({ code: 'conflict', field: 'name' });
  await call(workbench, 'presets.rename', { id, name: 'small batches' });
  await call(workbench, 'presets.remove', { id });
  expect((await own()).map(({ name }) => name)).toEqual(['__proto__']);
});

it('those that come along cannot be changed, nor their names taken', async () => {
  const workbench = await testWorkbench();
  expect(await refusal(workbench, 'presets.remove', { id: 'small' })).toMatchObject({ code: 'conflict' });
  expect(await refusal(workbench, 'presets.save', { name: 'Wide', config })).toMatchObject({ code: 'conflict' });
  expect(await refusal(workbench, 'presets.remove', { id: 'nowhere' })).toMatchObject({ code: 'notFound' });
});

it('what another version has stored is left out where it cannot be understood', async () => {
  const workbench = await testWorkbench();
  await call(workbench, 'presets.save', { name: 'good', config });
  const [good] = workbench.store.settings.get()['presets'] as unknown[];
  workbench.store.settings.set({ presets: [{ id: 'x', name: 'odd', config: { network: 'none' } }, good, 7] });
  expect((await call(workbench, 'presets.list', null)).filter(({ builtIn }) => !builtIn).map(({ name }) => name)).toEqual(['good']);
});
