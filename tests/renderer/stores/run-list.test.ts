import { expect, test } from 'vitest';
import type { ParsedInputOf } from '../../../src/contract/api.ts';
import type { RunRow } from '../../../src/contract/runs.ts';
import { nextSort, useRunList } from '../../../src/renderer/stores/run-list.ts';
import { useRuns } from '../../../src/renderer/stores/runs.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

/** Answers `runs.list` from `stored`, in the order given. */
function listOf(stored: RunRow[]) {
  const asked: ParsedInputOf<'runs.list'>[] = [];
  const bridge = freshStores({
    'runs.list': (query) => {
      asked.push(query);
      return { rows: stored.slice(query.offset, query.offset + query.limit), total: stored.length };
    },
  });
  const runs = useRuns();
  const list = useRunList();
  runs.start();
  list.start();
  return { bridge, list, asked };
}

const ids = (rows: readonly RunRow[]) => rows.map((row) => row.id);

test('a run that starts elsewhere appears at the top of the newest-first list', async () => {
  const { bridge, list } = listOf([runRow({ id: 'b', createdAt: 2 }), runRow({ id: 'a', createdAt: 1 })]);
  await list.reload();
  bridge.emit('runs.changed', { rows: [runRow({ id: 'c', createdAt: 3 })] });
  expect(ids(list.rows)).toEqual(['c', 'b', 'a']);
  expect(list.total).toBe(3);
});

test('a delta changes a row where it stands', async () => {
  const { bridge, list } = listOf([runRow({ id: 'b', createdAt: 2 }), runRow({ id: 'a', createdAt: 1 })]);
  await list.reload();
  bridge.emit('runs.changed', { rows: [runRow({ id: 'a', createdAt: 1, revision: 2, epochs: 99 })] });
  expect(ids(list.rows)).toEqual(['b', 'a']);
  expect(list.rows[1]?.epochs).toBe(99);
});

test('a removed run leaves the list and its count', async () => {
  const { bridge, list } = listOf([runRow({ id: 'b' }), runRow({ id: 'a' })]);
  await list.reload();
  bridge.emit('runs.removed', { ids: ['b'] });
  bridge.emit('runs.removed', { ids: ['b'] });
  expect(ids(list.rows)).toEqual(['a']);
  expect(list.total).toBe(1);
});

test('sorting asks the store for the new order', async () => {
  const { list, asked } = listOf([runRow()]);
  await list.sortBy('val_loss.best');
  expect(asked.at(-1)).toMatchObject({ sort: '-val_loss.best', offset: 0 });
});

test('the next page joins the first without asking for it again', async () => {
  const stored = Array.from({ length: 450 }, (_, at) => runRow({ id: `run-${at}`, createdAt: 1000 - at }));
  const { list, asked } = listOf(stored);
  await list.reload();
  await list.loadMore();
  expect(list.rows).toHaveLength(400);
  expect(asked.at(-1)).toMatchObject({ offset: 200, limit: 200 });
  await list.loadMore();
  expect(list.hasMore).toBe(false);
  await list.loadMore();
  expect(asked).toHaveLength(3);
});

test('an old run beyond the pages in hand is not put among them', async () => {
  const stored = Array.from({ length: 300 }, (_, at) => runRow({ id: `run-${at}`, createdAt: 1000 - at }));
  const { bridge, list } = listOf(stored);
  await list.reload();
  bridge.emit('runs.changed', { rows: [runRow({ id: 'run-299', createdAt: 701, revision: 2 })] });
  expect(ids(list.rows)).not.toContain('run-299');
});

test('a list that cannot be read says why', async () => {
  freshStores();
  const list = useRunList();
  await list.reload();
  expect(list.error).toBe('no handler for runs.list');
});

test('a header sorts names upwards and numbers downwards first, then turns round', () => {
  expect(nextSort('-createdAt', 'name')).toBe('name');
  expect(nextSort('name', 'name')).toBe('-name');
  expect(nextSort('name', 'epochs')).toBe('-epochs');
  expect(nextSort('-epochs', 'epochs')).toBe('epochs');
});

test('a filter asks the store, also about runs that start elsewhere', async () => {
  const { bridge, list, asked } = listOf([runRow({ id: 'a' })]);
  await list.filterBy('val_loss < 0.2');
  expect(asked.at(-1)).toMatchObject({ filter: 'val_loss < 0.2', offset: 0 });
  bridge.emit('runs.changed', { rows: [runRow({ id: 'b', createdAt: 9 })] });
  expect(ids(list.rows)).toEqual(['a']);
});
