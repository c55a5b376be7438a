import { expect, it } from 'vitest';
import { addRun } from '../../support/store.ts';
import { testStore } from '../../support/test-store.ts';

it('tells a value beside a null as a difference, in the list and of a selection', async () => {
  const store = await testStore();
  addRun(store, { config: { clipNorm: 1 } });
  for (const seed of [1, 2]) addRun(store, { config: { clipNorm: null, seed } });
  const { config } = store.runs.inCommon({ filter: '', trash: false, except: [] });
  expect(config!.differing).toEqual(['clipNorm', 'seed']);
  expect(config!.same.map(([path]) => path)).not.toContain('clipNorm');
  expect(new Map(config!.same).get('from')).toBeNull();
  const varying = store.runs.columns({}).filter(({ kind, varies }) => kind === 'config' && varies).map(({ key }) => key);
  expect(varying).toEqual(['clipNorm', 'seed']);
});
