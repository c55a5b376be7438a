import { expect, test } from 'vitest';
import { metricTable, metricValue } from '../../../../src/contract/metric-table.ts';
import { metricCsv } from '../../../../src/renderer/features/compare/metric-csv.ts';
import { metricSummary, runRow } from '../../../support/run-row.ts';

const run = (id: string, values: Record<string, number>) =>
  runRow({ id, name: id, metrics: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, metricSummary({ best: value, last: value + 1, min: value - 1, max: value + 2 })])) });
const group = (label: string, runs: ReturnType<typeof run>[], baseline = false) => ({ key: runs[0]!.id, label, colour: runs[0]!.colour, runs, baseline });
const names = ['val_loss', 'val_accuracy', 'learning_rate'];
const groups = [
  group('a', [run('a', { val_loss: 3, val_accuracy: 0.5, learning_rate: 1 })]),
  group('b', [run('b', { val_loss: 1, val_accuracy: 0.5, learning_rate: 2 })], true),
  group('c × 2', [run('c', { val_loss: 2, val_accuracy: 0.9, learning_rate: 3 }), run('d', { val_loss: 4, val_accuracy: 0.7 })]),
  group('e', [run('e', { val_loss: Number.NaN })]),
];
const table = (order: Parameters<typeof metricTable>[3] = null) => metricTable(groups, names, 'best', order);
const labels = (rows: ReturnType<typeof table>) => rows.map(({ group: { label } }) => label);

test('the baseline is on top, and the others say how far they are from it', () => {
  const rows = table();
  expect(labels(rows)).toEqual(['b', 'a', 'c × 2', 'e']);
  expect(rows.map(({ cells }) => cells[0]!.delta)).toEqual([null, 2, 2, null]);
});

test('the best is the lowest loss, the highest accuracy, and no learning rate', () => {
  const best = (column: number) => table().filter(({ cells }) => cells[column]!.best).map(({ group: { label } }) => label);
  expect([best(0), best(1), best(2)]).toEqual([['b'], ['c × 2'], []]);
});

test('where all are alike none is best', () => {
  const alike = [group('a', [run('a', { val_loss: 1 })]), group('b', [run('b', { val_loss: 1 })])];
  expect(metricTable(alike, ['val_loss'], 'best', null).some(({ cells }) => cells[0]!.best)).toBe(false);
});

test('a group is the mean of its finite values with their deviation', () => {
  const [loss, , rate] = table()[2]!.cells;
  expect(loss).toMatchObject({ n: 2, value: 3, sd: expect.closeTo(Math.SQRT2, 12) as number });
  expect(rate).toMatchObject({ n: 1, value: 3, sd: NaN });
});

test('sorts below the baseline, what has no value last either way', () => {
  expect(labels(table({ metric: 'val_loss', descending: false }))).toEqual(['b', 'a', 'c × 2', 'e']);
  expect(labels(table({ metric: 'val_accuracy', descending: true }))).toEqual(['b', 'c × 2', 'a', 'e']);
  expect(labels(table({ metric: 'val_accuracy', descending: false }))).toEqual(['b', 'a', 'c × 2', 'e']);
  expect(labels(table({ metric: null, descending: true }))).toEqual(['b', 'e', 'c × 2', 'a']);
});

test('a run without a best epoch counts with its last', () => {
  const row = runRow({ metrics: { val_loss: metricSummary({ best: null, last: 7 }) } });
  expect([metricValue(row, 'val_loss', 'best'), metricValue(row, 'val_loss', 'min'), metricValue(row, 'toString', 'best')]).toEqual([7, 0.5, null]);
});

test('the file has every digit, names gaps, and holds no formula', () => {
  const rows = metricTable([group('=cmd', [run('x', { val_loss: 0.1 + 0.2 })], true), group('e', [run('e', { val_loss: Number.NaN })])], ['val_loss', 'f1'], 'best', null);
  expect(metricCsv(rows, ['val_loss', 'f1'], 'best')).toBe(
    'name,baseline,runs,ids,val_loss.best,val_loss.best minus baseline,f1.best,f1.best minus baseline\n\'=cmd,yes,1,x,0.30000000000000004,,,\ne,no,1,e,NaN,,,\n');
});
