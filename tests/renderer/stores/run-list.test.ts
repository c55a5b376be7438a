import { nextTick } from 'vue';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ParsedInputOf } from '../../../src/contract/api.ts';
import { lineOf } from '../../../src/contract/run-lists.ts';
import { columnNamed } from '../../../src/contract/run-columns.ts';
import type { RunRow } from '../../../src/contract/runs.ts';
import { nextSort, useRunList } from '../../../src/renderer/stores/run-list.ts';
import { useRuns } from '../../../src/renderer/stores/runs.ts';
import { freshStores } from '../../support/renderer.ts';
import { metricSummary, runRow } from '../../support/run-row.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** A list that is on the screen, answered from `stored` in the order given. */
async function listOf(stored: RunRow[]) {
  const asked: ParsedInputOf<'runs.page'>[] = [];
  const bridge = freshStores({
    'runs.page': (query) => {
      asked.push(query);
      const fields = query.columns.map((key) => columnNamed(key)!);
      return { lines: stored.slice(query.offset, query.offset + query.limit).map((row) => lineOf(row, fields)), total: stored.length };
    },
    'runs.columns': () => [{ key: 'val_loss', kind: 'metric', numeric: true, varies: true }, { key: 'seed', kind: 'config', numeric: true, varies: true }, { key: 'shuffle', kind: 'config', numeric: true, varies: false }],
    'runs.groups': (query) => ({ groups: [1, 2].map((value) => ({ value, label: String(value), runs: stored.length, cells: query.columns.map(() => ({ kind: 'none' as const })) })), total: 2, runs: stored.length }),
    'settings.set': () => ({}) as never,
  });
  const list = useRunList();
  useRuns().start();
  list.start();
  list.open();
  await settled();
  return { bridge, list, asked };
}

const settled = () => vi.advanceTimersByTimeAsync(100);
const lineAt = (list: ReturnType<typeof useRunList>, row: number) => {
  const item = list.itemAt(row);
  return item?.kind === 'line' ? item.line.value : null;
};
const runs = (count: number) => Array.from({ length: count }, (_, at) => runRow({ id: `run-${at}`, createdAt: count - at, metrics: { val_loss: metricSummary() } }));

test('only the pages in sight and next to it are read', async () => {
  const { list, asked } = await listOf(runs(5000));
  expect(list.total).toBe(5000);
  const before = asked.length;
  list.show(2500, 2530);
  await settled();
  expect(asked.slice(before).map(({ offset }) => offset).sort()).toEqual([2450, 2500, 2550]);
  expect(lineAt(list, 2510)?.id).toBe('run-2510');
  expect(lineAt(list, 0)).toBeNull();
  expect(asked.at(-1)!.count).toBe(false);
});

test('columns that do not vary are left out, and a line has the cells of those shown', async () => {
  const { list } = await listOf(runs(3));
  expect(list.shown).toContain('seed');
  expect(list.shown).not.toContain('shuffle');
  expect(lineAt(list, 0)?.cells.get('val_loss.best')).toBe(0.94);
});

test('a column that comes into sight is asked for', async () => {
  const { list, asked } = await listOf(runs(3));
  list.showColumns(['optimizer.name']);
  await settled();
  expect(asked.at(-1)!.columns).toContain('optimizer.name');
  expect(lineAt(list, 0)?.cells.get('optimizer.name')).toBe('adam');
});

test('a delta changes a row where it stands, without asking main', async () => {
  const { bridge, list, asked } = await listOf(runs(3));
  const before = asked.length;
  bridge.emit('runs.changed', { rows: [runRow({ id: 'run-1', revision: 2, epochs: 99 })] });
  expect(lineAt(list, 1)?.epochs).toBe(99);
  expect(lineAt(list, 1)?.cells.get('epochs')).toBe(99);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(before);
});

test('many deltas that may put rows out of order are one reading of what is in sight', async () => {
  const { bridge, list, asked } = await listOf(runs(3));
  await list.sortBy('epochs');
  await settled();
  const before = asked.length;
  for (let epoch = 1; epoch <= 50; epoch++) bridge.emit('runs.changed', { rows: [runRow({ id: 'run-1', revision: epoch + 1, epochs: epoch })] });
  await vi.advanceTimersByTimeAsync(1500);
  expect(asked).toHaveLength(before + 1);
});

test('which columns there are is asked again when a run brings a config or a metric, not while it trains', async () => {
  const { bridge, list } = await listOf(runs(3));
  await list.sortBy('epochs');
  await settled();
  const asked = () => bridge.calls.filter(({ method }) => method === 'runs.columns').length;
  const train = async (part: Partial<RunRow>) => {
    const before = [asked(), list.available] as const;
    bridge.emit('runs.changed', { rows: [runRow({ id: 'run-1', ...part })] });
    await vi.advanceTimersByTimeAsync(3000);
    expect(list.available).toBe(before[1]);
    return asked() - before[0];
  };
  await train({ revision: 2, epochs: 1 });
  expect(await train({ revision: 3, epochs: 2 })).toBe(0);
  expect(await train({ revision: 4, epochs: 3, metrics: { val_loss: metricSummary(), train_loss: metricSummary() } })).toBe(1);
  expect(await train({ revision: 5, epochs: 4, metrics: { val_loss: metricSummary(), train_loss: metricSummary() } })).toBe(0);
  expect(await train({ revision: 6, tags: ['new'] })).toBe(1);
});

test('a run that starts elsewhere appears, and is counted', async () => {
  const stored = runs(2);
  const { bridge, list } = await listOf(stored);
  stored.unshift(runRow({ id: 'new', createdAt: 99 }));
  bridge.emit('runs.changed', { rows: [stored[0]!] });
  await vi.advanceTimersByTimeAsync(1500);
  expect(lineAt(list, 0)?.id).toBe('new');
  expect(list.total).toBe(3);
});

test('a removed run leaves the list and its count', async () => {
  const stored = runs(3);
  const { bridge, list } = await listOf(stored);
  stored.splice(1, 1);
  bridge.emit('runs.removed', { ids: ['run-1'] });
  await settled();
  expect([0, 1].map((row) => lineAt(list, row)?.id)).toEqual(['run-0', 'run-2']);
  expect(list.total).toBe(2);
});

test('an open group shows its runs between the groups', async () => {
  const { list, asked } = await listOf(runs(3));
  await list.groupBy('seed');
  await settled();
  expect(list.rowCount).toBe(2);
  list.toggleGroup(0);
  await settled();
  expect(list.rowCount).toBe(5);
  expect([0, 1, 2, 3, 4].map((row) => list.itemAt(row)?.kind)).toEqual(['group', 'line', 'line', 'line', 'group']);
  expect(asked.at(-1)!.within).toEqual({ by: 'seed', value: 1 });
  list.toggleGroup(0);
  expect(list.rowCount).toBe(2);
});

test('what is shown is remembered', async () => {
  const { bridge, list } = await listOf(runs(1));
  await list.filterBy('tag:keep');
  await list.layOut({ shown: ['epochs'], widths: { epochs: 200 } });
  await vi.advanceTimersByTimeAsync(1000);
  const saved = bridge.calls.filter(({ method }) => method === 'settings.set').at(-1)!.input;
  expect(saved).toMatchObject({ layout: { 'runs.list': { filter: 'tag:keep', columns: { shown: ['epochs'], widths: { epochs: 200 } } } } });
});

test('a list that cannot be read says why', async () => {
  freshStores();
  const list = useRunList();
  list.open();
  await settled();
  await nextTick();
  expect(list.error).toBe('no handler for runs.page');
});

test('a list that is not on the screen reads nothing', async () => {
  const bridge = freshStores();
  const list = useRunList();
  await list.reload();
  await list.filterBy('x');
  expect(bridge.calls.filter(({ method }) => method === 'runs.page')).toEqual([]);
});

test('a head sorts names and losses upwards, other numbers downwards first, then turns round', () => {
  expect(nextSort(['-created'], 'name', false)).toEqual(['name']);
  expect(nextSort(['name'], 'name', false)).toEqual(['-name']);
  expect(nextSort(['name'], 'val_loss.best', false)).toEqual(['val_loss.best']);
  expect(nextSort(['name'], 'val_accuracy.best', false)).toEqual(['-val_accuracy.best']);
});

test('with Shift a column joins the order, turns round, and leaves it', () => {
  expect(nextSort(['name'], 'epochs', true)).toEqual(['name', '-epochs']);
  expect(nextSort(['name', '-epochs'], 'epochs', true)).toEqual(['name', 'epochs']);
  expect(nextSort(['name', 'epochs'], 'epochs', true)).toEqual(['name']);
});

test('a run that is deleted and restored is back in the list, also one that was once looked for in vain', async () => {
  const stored: RunRow[] = [];
  const { bridge, list } = await listOf(stored);
  const run = runRow({ id: 'run-0', createdAt: 1 });
  bridge.emit('runs.changed', { rows: [run] });
  stored.push(run);
  await vi.advanceTimersByTimeAsync(2000);
  expect(list.total).toBe(1);
  stored.pop();
  bridge.emit('runs.removed', { ids: ['run-0'] });
  await vi.advanceTimersByTimeAsync(2000);
  expect(list.total).toBe(0);
  stored.push(run);
  bridge.emit('runs.changed', { rows: [{ ...run, revision: 9 }] });
  await vi.advanceTimersByTimeAsync(2000);
  expect(lineAt(list, 0)?.id).toBe('run-0');
});
