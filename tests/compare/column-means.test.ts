import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnMeans } from '../../src/compare/column-means.ts';
import { always } from '../support/property.ts';

const epochs = (count: number) => Float64Array.from({ length: count }, (_, at) => at + 1);

test('means of equally wide parts, at the mean of their places', () => {
  const means = columnMeans({ x: epochs(8), y: Float64Array.of(1, 3, 5, 7, 2, 2, 4, 4) }, 1, 8, 2);
  expect([...means.x]).toEqual([2.5, 6.5]);
  expect([...means.y]).toEqual([4, 3]);
});

test('on a logarithmic axis the parts are equal factors', () => {
  const means = columnMeans({ x: Float64Array.of(1, 5, 10, 50, 100), y: Float64Array.of(1, 3, 10, 20, 30) }, 1, 100, 2, true);
  expect([...means.y]).toEqual([2, 20]);
});

test('what is not finite does not count, and where nothing else is there is a gap', () => {
  const means = columnMeans({ x: epochs(6), y: Float64Array.of(1, NaN, 2, NaN, Infinity, NaN) }, 1, 6, 2);
  expect([...means.y]).toEqual([1.5, NaN]);
});

test('means go from left to right and lie between the extremes, whatever part is looked at', () => {
  always(fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 300 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 200 }), fc.boolean(), (y, columns, from, log) => {
    const { x, y: means } = columnMeans({ x: epochs(y.length), y }, from, from + 90, columns, log);
    expect([...x]).toEqual([...x].sort((a, b) => a - b));
    expect(x.length).toBeLessThanOrEqual(columns + 2);
    for (const mean of means) expect(mean >= Math.min(...y) - 1e-6 && mean <= Math.max(...y) + 1e-6).toBe(true);
  }));
});
