import { expect, test } from 'vitest';
import { comparedCell } from '../../src/contract/compared-cell.ts';
import { columnNamed } from '../../src/contract/run-columns.ts';
import { passes } from '../../src/renderer/stores/comparison-brushes.ts';
import { metricSummary, runRow } from '../support/run-row.ts';

test('a run without a best epoch counts with its last one, in pictures and for brushes as in tables', () => {
  const foreign = runRow({ status: 'imported', configKnown: 'nothing', bestEpoch: null, metrics: { val_accuracy: metricSummary({ last: 0.8, best: null }) } });
  expect(['val_accuracy.best', 'val_accuracy', 'val_loss.best', 'batchSize'].map((name) => comparedCell(foreign, columnNamed(name)!))).toEqual([0.8, 0.8, null, null]);
  expect([passes(foreign, { 'val_accuracy.best': { from: 0.7, to: 0.9 } }), passes(foreign, { 'val_accuracy.best': { from: 0.9, to: 1 } })]).toEqual([true, false]);
});
