import { expect, it } from 'vitest';
import { addRun } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

it('settings keep what a patch does not name', async () => {
  const folder = temporaryFolder();
  const store = await testStore(folder);
  store.settings.set({ workers: 3, layout: { list: [1, null] } });
  store.settings.set({ theme: 'dark', workers: undefined });
  expect((await testStore(folder)).settings.get()).toEqual({ workers: 3, layout: { list: [1, null] }, theme: 'dark' });
});

it('an experiment is made once, by its name', async () => {
  const store = await testStore();
  const id = store.experiments.ensure('baseline');
  expect(store.experiments.ensure('baseline')).toBe(id);
  expect(store.experiments.ensure('Baseline')).not.toBe(id);
});

it('experiments are listed by name, with their runs outside of the trash', async () => {
  const store = await testStore(undefined, { now: () => 7 });
  const [b, a] = [store.experiments.ensure('b'), store.experiments.ensure('a')];
  const { id } = addRun(store, { experimentId: b });
  addRun(store, { experimentId: b });
  store.runs.remove([id]);
  expect(store.experiments.list()).toEqual([{ id: a, name: 'a', runs: 0, createdAt: 7 }, { id: b, name: 'b', runs: 1, createdAt: 7 }]);
});
