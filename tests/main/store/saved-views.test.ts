import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

const view = { kind: 'runs' as const, name: 'Best first', content: { filter: 'tag:keep', sort: ['-val_accuracy.best'] } };

it('keeps views under a name, whoever opens the file next', async () => {
  const folder = temporaryFolder();
  const store = await testStore(folder);
  const { id } = store.views.save(view);
  store.close();
  const again = await testStore(folder);
  expect(again.views.list()).toEqual([expect.objectContaining({ ...view, id })]);
  expect(again.views.save({ ...view, id, content: { filter: '' } })).toMatchObject({ id, content: { filter: '' } });
  expect(again.views.rename(id, 'Other')).toMatchObject({ id, name: 'Other' });
  expect(again.views.remove(id)).toMatchObject({ name: 'Other' });
  expect(again.views.list()).toEqual([]);
});

it('refuses a name that is taken, whatever its case, within its kind alone', async () => {
  const store = await testStore();
  store.views.save(view);
  expect(() => store.views.save({ ...view, name: 'BEST FIRST' })).toThrow(expect.objectContaining({ code: 'conflict', field: 'name' }));
  expect(store.views.save({ ...view, kind: 'compare' }).kind).toBe('compare');
});

it('says that a view is gone', async () => {
  const store = await testStore();
  for (const act of [() => store.views.get('none'), () => store.views.rename('none', 'x'), () => store.views.remove('none')])
    expect(act).toThrow(expect.objectContaining({ code: 'notFound' }));
});
