import { nextTick } from 'vue';
import { expect, test } from 'vitest';
import { useRunList } from '../../../src/renderer/stores/run-list.ts';
import { useRunSelection } from '../../../src/renderer/stores/run-selection.ts';
import { useRuns } from '../../../src/renderer/stores/runs.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

async function selectionOf(total: number) {
  freshStores({
    'runs.page': () => ({ lines: [], total }),
    'runs.columns': () => [],
    'runs.ids': () => ['a', 'b', 'c'],
    'runs.rows': ({ ids }) => ids.map((id) => runRow({ id })),
    'settings.set': () => ({}) as never,
  });
  const list = useRunList();
  list.open();
  await expect.poll(() => list.total).toBe(total);
  return { list, selection: useRunSelection() };
}

test('everything that matches is named by its filter, with those taken out', async () => {
  const { list, selection } = await selectionOf(12_345);
  await list.filterBy('epochs > 3');
  selection.all();
  selection.toggle('b');
  expect(selection.count).toBe(12_344);
  expect(selection.target).toEqual({ filter: 'epochs > 3', experimentId: undefined, except: ['b'] });
  expect([selection.has('a'), selection.has('b')]).toEqual([true, false]);
  expect(await selection.ids()).toEqual(['a', 'c']);
});

test('everything of another filter is not selected', async () => {
  const { list, selection } = await selectionOf(10);
  selection.all();
  await list.filterBy('epochs > 3');
  await nextTick();
  expect(selection.count).toBe(0);
});

test('single runs are toggled and have their rows at hand', async () => {
  const { selection } = await selectionOf(10);
  selection.only('a');
  selection.toggle('c');
  await expect.poll(() => selection.rows.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(useRuns().known.has('c')).toBe(true);
  selection.toggle('a');
  expect(selection.target).toEqual(['c']);
});
