import { describe, expect, test } from 'vitest';
import { associations, correlationRatio, pearson } from '../../src/data/association.ts';
import { numbers, texts } from '../support/tables.ts';

const x = numbers('x', 2.5, 3.1, 4.7, 5, 6.2, 7.9);
const one = (column: Parameters<typeof associations>[0][number], target: Parameters<typeof associations>[1], task: 'classification' | 'regression') => associations([column], target, task)[0];

/** Values of SciPy 1.17 (`pearsonr`, `pointbiserialr`), and of NumPy for what SciPy does not have. */
describe('how a column goes with the target', () => {
  test('number and number: Pearson’s r', () => {
    expect(one(x, numbers('y', 1, 0.5, 2.2, 3.9, 3.1, 6), 'regression')).toMatchObject({ column: 'x', measure: 'pearson', value: expect.closeTo(0.9302224784873034, 12), rows: 6 });
  });

  test('number and two classes: point-biserial, with the last class as 1', () => {
    expect(one(x, texts('y', 'a', 'a', 'b', 'a', 'b', 'b'), 'classification')).toMatchObject({ measure: 'pointBiserial', value: expect.closeTo(0.7534677234406275, 12) });
    expect(one(x, texts('y', 'b', 'b', 'a', 'b', 'a', 'a'), 'classification')!.value).toBeCloseTo(-0.7534677234406275, 12);
  });

  test('number and several classes, and category and number: the correlation ratio', () => {
    const groups = texts('g', 'a', 'a', 'b', 'b', 'c', 'c');
    expect(one(x, groups, 'classification')).toMatchObject({ measure: 'correlationRatio', value: expect.closeTo(0.9567654898846663, 12) });
    expect(one(groups, x, 'regression')).toMatchObject({ measure: 'correlationRatio', value: expect.closeTo(0.9567654898846663, 12) });
  });

  test('category and classes: Cramér’s V, corrected for chance', () => {
    const counts = { a: { u: 10, v: 2, w: 3 }, b: { u: 4, v: 12, w: 5 } };
    const pairs = Object.entries(counts).flatMap(([row, cells]) => Object.entries(cells).flatMap(([cell, count]) => Array<[string, string]>(count).fill([row, cell])));
    const [column, target] = [texts('c', ...pairs.map(([, cell]) => cell)), texts('t', ...pairs.map(([row]) => row))];
    expect(one(column, target, 'classification')).toMatchObject({ measure: 'cramersV', value: expect.closeTo(0.4606352938600991, 12), rows: 36 });
  });

  test('numbers that are classes are taken as classes', () => {
    expect(one(x, numbers('y', 0, 0, 1, 0, 1, 1), 'classification')).toMatchObject({ measure: 'pointBiserial', value: expect.closeTo(0.7534677234406275, 12) });
  });

  test('rows without one of the two do not count', () => {
    expect(one(numbers('x', 1, null, 3, 4), numbers('y', 2, 9, 6, null), 'regression')).toMatchObject({ value: 1, rows: 2 });
  });

  test('is not defined where one does not vary', () => {
    expect(one(numbers('x', 4, 4, 4), numbers('y', 1, 2, 3), 'regression')!.value).toBeNull();
    expect(one(texts('x', 'a', 'a', 'a'), texts('y', 'u', 'v', 'v'), 'classification')!.value).toBeNull();
    expect(one(numbers('x', 0.1, 0.1, 0.1), texts('y', 'a', 'b', 'c'), 'classification')!.value).toBeNull();
  });

  test('of a text that is different in every row there is nothing left once chance is taken off', () => {
    const target = Array.from({ length: 40 }, (_, row) => (row % 3 ? 'a' : 'b'));
    expect(one(texts('id', ...target.map((_, row) => `r${row}`)), texts('t', ...target), 'classification')!.value).toBeNull();
  });
});

test('the largest numbers do not leave float64', () => {
  expect(pearson(Float64Array.of(1e308, -1e308, 5e307), Float64Array.of(1, -1, 0.5)).value).toBeCloseTo(1, 12);
  expect(correlationRatio(Float64Array.of(1e308, 1e308, -1e308), Int32Array.of(0, 0, 1), 2).value).toBeCloseTo(1, 12);
});
