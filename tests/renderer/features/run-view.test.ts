import { expect, test } from 'vitest';
import { runConfig, type RunConfigInput } from '../../../src/contract/run-config.ts';
import { runActions } from '../../../src/renderer/features/runs/actions.ts';
import { configLines } from '../../../src/renderer/features/runs/config-lines.ts';
import { curveMarks, curveCharts } from '../../../src/renderer/features/runs/curve-charts.ts';
import { orderedMetrics } from '../../../src/renderer/features/runs/metric-order.ts';
import { curvesOf } from '../../../src/renderer/stores/series.ts';
import { packedSeries } from '../../support/packed-series.ts';
import { metricSummary, runRow } from '../../support/run-row.ts';

const regression: RunConfigInput = { loss: 'meanSquaredError', network: [{ layer: 'dense' }] };
const linesOf = (input: RunConfigInput) => Object.fromEntries(configLines(runConfig.parse(input)).map(({ label, value }) => [label, value]));

test('each chart holds training and validation of one quantity', () => {
  const curves = curvesOf(['train_loss', 'val_loss', 'train_accuracy', 'val_accuracy', 'val_f1'].map((metric) => packedSeries(metric, [0.5])));
  expect(curveCharts(runRow(), curves).map((chart) => [chart.title, chart.lines.map((line) => line.key)])).toEqual([
    ['Loss', ['train_loss', 'val_loss']], ['Accuracy', ['train_accuracy', 'val_accuracy']],
  ]);
});

test('a regression is judged by its absolute error', () => {
  expect(curveCharts(runRow({ config: regression }), new Map()).map((chart) => chart.title)).toEqual(['Loss', 'Mean absolute error']);
});

test('the best epoch is marked where there is one', () => {
  expect(curveMarks(runRow({ bestEpoch: 8 }))).toEqual([{ x: 8, label: 'best 8' }]);
  expect(curveMarks(runRow({ bestEpoch: null }))).toEqual([]);
  expect(curveMarks(runRow({ bestEpoch: 8, parent: { id: 'a', name: 'parent', epoch: 3 } }))).toEqual([{ x: 3, label: 'forked 3' }, { x: 8, label: 'best 8' }]);
});

test('validation metrics come first, with the loss in front', () => {
  const summary = metricSummary();
  const names = orderedMetrics({ epoch_seconds: summary, train_loss: summary, val_f1: summary, test_accuracy: summary, val_loss: summary });
  expect(names.map(([name]) => name)).toEqual(['val_loss', 'val_f1', 'test_accuracy', 'train_loss', 'epoch_seconds']);
});

test('a config reads as sentences', () => {
  expect(linesOf({})).toMatchObject({
    Split: '20 % validation, stratified, seed 1', Optimizer: 'Adam, learning rate 0.001, beta 1 0.9, beta 2 0.999, epsilon 1e-7',
    'Early stopping': 'after 20 epochs without better val_loss, best weights kept', Layers: 'Dense 24 → ReLU → Dense 24 → ReLU → Dense → Softmax',
  });
});

test('what is off is left out or said to be off', () => {
  const lines = linesOf({ earlyStopping: null });
  expect(lines['Early stopping']).toBe('off');
  expect(lines).not.toHaveProperty('Penalties');
  expect(lines).not.toHaveProperty('Schedule');
  expect(linesOf({ penalties: { l2: 0.01 }, clipNorm: 5, schedule: { name: 'step' } })).toMatchObject({ Penalties: 'L1 0, L2 0.01', 'Gradient norm': 'at most 5' });
});

test('other splits read as what they are', () => {
  expect(linesOf({ data: { split: { folds: 5, fold: 2 } } })['Split']).toBe('fold 2 of 5, stratified, seed 1');
  expect(linesOf({ data: { split: { column: 'part' } } })['Split']).toBe('by column part');
});

test('only what fits the runs is offered', () => {
  const offered = (...rows: Parameters<typeof runActions>[0]) => runActions(rows).flat().filter((action) => !action.disabled).map((action) => action.key);
  expect(offered(runRow({ status: 'running' }))).toEqual(expect.arrayContaining(['pause', 'stop']));
  expect(offered(runRow({ status: 'paused' }))).toContain('resume');
  expect(offered(runRow())).not.toContain('stop');
  expect(offered(runRow(), runRow({ id: 'b' }))).not.toContain('rename');
});
