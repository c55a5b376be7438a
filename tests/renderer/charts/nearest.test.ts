import { expect, test } from 'vitest';
import type { DrawnLine } from '../../../src/renderer/charts/mill/messages.ts';
import { nearestIndex, readingsAt } from '../../../src/renderer/charts/nearest.ts';
import { createScale } from '../../../src/compare/drawing/scale.ts';

const none = { x: new Float64Array(), y: new Float64Array() };
const line = (key: string, x: number[], y: number[], marks: DrawnLine['marks'] = none): DrawnLine =>
  ({ key, x: Float64Array.from(x), y: Float64Array.from(y), marks, raw: null, middle: null, low: null, high: null, last: null, runs: 1 });
const scales = { x: createScale('linear', [0, 10], [0, 100]), y: createScale('linear', [0, 1], [100, 0]) };

test('the line that is nearest to the pointer comes first', () => {
  const readings = readingsAt([line('low', [0, 10], [0.1, 0.1]), line('high', [0, 10], [0.9, 0.9])], 4, 20, scales);
  expect(readings.map(({ key }) => key)).toEqual(['high', 'low']);
  expect(readings[0]!.distance).toBeCloseTo(10, 6);
});

test('a line that does not reach there says nothing', () => {
  expect(readingsAt([line('short', [0, 2], [0.5, 0.5])], 9, 50, scales)).toEqual([]);
});

test('a gap says what it is, after all that have a place', () => {
  const marks = { x: Float64Array.of(4), y: Float64Array.of(Infinity) };
  const readings = readingsAt([line('gap', [3, 4, 5], [0.5, NaN, 0.5], marks), line('far', [0, 4, 10], [1, 1, 1])], 4, 90, scales);
  expect(readings.map(({ key, y }) => [key, y])).toEqual([['far', 1], ['gap', Infinity]]);
});

test('the nearest of a list in order', () => {
  expect([-5, 1.4, 1.6, 99].map((at) => nearestIndex([0, 1, 2, 3], at))).toEqual([0, 1, 2, 3]);
});
