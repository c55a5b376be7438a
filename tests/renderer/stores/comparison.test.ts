import { expect, test } from 'vitest';
import { linkOf, MOST_COMPARED, stateOf } from '../../../src/renderer/stores/comparison-link.ts';
import { plainExplore } from '../../../src/renderer/stores/comparison-explore.ts';
import { plainCharts } from '../../../src/renderer/stores/comparison-charts.ts';
import { useComparison } from '../../../src/renderer/stores/comparison.ts';
import { useRuns } from '../../../src/renderer/stores/runs.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

const all = [
  runRow({ id: 'a', name: 'one', config: { seed: 1 } }), runRow({ id: 'b', name: 'two', config: { seed: 2 } }), runRow({ id: 'c', name: 'three', config: { batchSize: 8 } }),
];
const opened = async () => {
  const bridge = freshStores({ 'runs.rows': ({ ids }) => ids.flatMap((id) => all.find((row) => row.id === id) ?? []) });
  const comparison = useComparison();
  comparison.start();
  await comparison.compare(['a', 'b', 'c', 'gone']);
  return { bridge, comparison };
};

test('compares the runs that there are, in the order given', async () => {
  const { comparison } = await opened();
  expect(comparison.rows.map((row) => row.id)).toEqual(['a', 'b', 'c']);
  expect(comparison.total).toBe(4);
});

test('the eye takes a run out of the charts and leaves it in the comparison', async () => {
  const { comparison } = await opened();
  comparison.toggleShown(['b']);
  expect(comparison.shownRows.map((row) => row.id)).toEqual(['a', 'c']);
  expect(comparison.rows).toHaveLength(3);
  comparison.toggleShown(['b']);
  expect(comparison.shownRows).toHaveLength(3);
});

test('the baseline is on top, in whatever group it is', async () => {
  const { comparison } = await opened();
  comparison.pin('b');
  expect(comparison.groups.map((group) => group.key)).toEqual(['b', 'a', 'c']);
  comparison.group = 'replicates';
  expect(comparison.groups.map(({ label, baseline }) => [label, baseline])).toEqual([['one × 2', true], ['three', false]]);
  comparison.pin('b');
  expect(comparison.baseline).toBeNull();
});

test('runs that share a value are taken together', async () => {
  const { comparison } = await opened();
  comparison.group = 'batchSize';
  expect(comparison.groups.map(({ label }) => label)).toEqual(['batchSize 32 × 2', 'batchSize 8']);
});

test('a brush shows the runs that it lets through; the eye and the comparison stay as they are', async () => {
  const { comparison } = await opened();
  comparison.toggleShown(['a']);
  comparison.brush('batchSize', { from: 16, to: 64 });
  expect(comparison.shownRows.map((row) => row.id)).toEqual(['b']);
  expect([...comparison.heldBack]).toEqual(['c']);
  expect(comparison.rows).toHaveLength(3);
  comparison.brush('optimizer.name', { levels: ['sgd'] });
  expect(comparison.shownGroups).toEqual([]);
  comparison.brush('optimizer.name', null);
  expect(comparison.shownRows.map((row) => row.id)).toEqual(['b']);
  comparison.clearBrushes();
  expect(comparison.shownRows.map((row) => row.id)).toEqual(['b', 'c']);
});

test('what has no value is let through by its word alone', async () => {
  const { comparison } = await opened();
  comparison.brush('val_loss', { from: -Infinity, to: Infinity });
  expect(comparison.heldBack.size).toBe(3);
  comparison.clearBrushes();
  comparison.brush('clipNorm', { levels: ['none'] });
  expect(comparison.heldBack.size).toBe(0);
});

test('keeping what a brush lets through can be undone, brush and all', async () => {
  const { comparison } = await opened();
  comparison.brush('batchSize', { from: 8, to: 8 });
  const undo = comparison.keepBrushed();
  await expect.poll(() => comparison.rows.map((row) => row.id)).toEqual(['c']);
  expect(comparison.brushing).toBe(false);
  undo();
  await expect.poll(() => comparison.rows).toHaveLength(3);
  expect(comparison.brushes).toEqual({ batchSize: { from: 8, to: 8 } });
});

test('a run that is deleted leaves the comparison, and is no baseline any more', async () => {
  const { bridge, comparison } = await opened();
  useRuns().start();
  comparison.pin('a');
  bridge.emit('runs.removed', { ids: ['a'] });
  expect(comparison.rows.map((row) => row.id)).toEqual(['b', 'c']);
  expect(comparison.baseline).toBeNull();
});

test('a link says all of a comparison and nothing that is plain', () => {
  const state = {
    source: { kind: 'runs' as const, ids: ['a', 'b'] }, group: 'replicates', baseline: 'b', hidden: ['a'],
    charts: { axis: 'wall' as const, logX: false, logY: true, smoothing: 0.9, band: 'ci' as const, metrics: 'loss' },
    explore: { axes: ['optimizer.learningRate', 'val_loss.best'], colourBy: 'val_loss.best', across: 'batchSize', up: 'val_loss.min', otherScale: ['batchSize'], metric: 'val_loss', value: 'last' as const },
    brushes: { 'optimizer.learningRate': { from: 0.001, to: 0.01 }, 'optimizer.name': { levels: ['adam', 'none'] } },
  };
  expect(stateOf(linkOf(state))).toEqual(state);
  expect(linkOf({ ...state, group: null, baseline: null, hidden: [], charts: plainCharts, explore: plainExplore, brushes: {} })).toEqual({ runs: 'a,b' });
  expect(stateOf({ filter: '' })).toMatchObject({ source: { kind: 'filter', filter: '' } });
});

test('a link from somebody else does no harm', () => {
  expect(stateOf({})).toBeNull();
  expect(stateOf({ runs: '../x,<script>' })).toBeNull();
  const wild = stateOf({ runs: Array.from({ length: 2000 }, (_, at) => `r${at}`).join(','), smoothing: '7', x: '__proto__', band: 'constructor', hidden: ['a'] });
  expect(wild!.source).toMatchObject({ ids: { length: MOST_COMPARED } });
  expect(wild!.charts).toEqual(plainCharts);
  const worse = stateOf({ runs: 'a', axes: '{"length":9}', brushes: '{"batchSize":{"from":9,"to":1},"a":"b","__proto__":["x"],"metric:":[1]}', colour: 'x'.repeat(500), across: '', value: 'constructor', scale: 'null' });
  expect(worse!.explore).toEqual(plainExplore);
  expect(worse!.brushes).toEqual({});
});
