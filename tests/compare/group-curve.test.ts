import { expect, test } from 'vitest';
import { groupCurve } from '../../src/compare/group-curve.ts';

const line = (x: number[], y: number[]) => ({ x, y });

test('the mean of replicates, with their standard deviation around it', () => {
  // values 1, 2, 3 at x = 1: mean 2, sd 1
  const { x, mean, low, high } = groupCurve([line([1, 2], [1, 5]), line([1, 2], [2, 5]), line([1, 2], [3, 5])], 'sd');
  expect([...x]).toEqual([1, 2]);
  expect([...mean]).toEqual([2, 5]);
  expect([low[0], high[0]]).toEqual([1, 3]);
  expect([low[1], high[1]]).toEqual([5, 5]);
});

test('the interval of the mean is Student’s', () => {
  // t(0.975, 2) = 4.302652729911275; half width t·1/√3
  const { low, high } = groupCurve([line([1], [1]), line([1], [2]), line([1], [3])], 'ci');
  expect(high[0]! - low[0]!).toBeCloseTo((2 * 4.302652729911275) / Math.sqrt(3), 9);
});

test('a run that ended earlier counts as far as it goes', () => {
  const { mean, low, high } = groupCurve([line([1, 2, 3], [1, 1, 1]), line([1, 2], [3, 3])], 'range');
  expect([...mean]).toEqual([2, 2, 1]);
  expect([low[2], high[2]]).toEqual([1, 1]);
});

test('between two points of a line its value lies on the straight line', () => {
  const { x, mean } = groupCurve([line([0, 10], [0, 10]), line([5], [1])], 'sd');
  expect([...x]).toEqual([0, 5, 10]);
  expect([...mean]).toEqual([0, 3, 10]);
});

test('what is not finite is left out, and nothing but that is a gap', () => {
  const { mean } = groupCurve([line([1, 2], [NaN, NaN]), line([1, 2], [4, Infinity])], 'sd');
  expect([...mean]).toEqual([4, NaN]);
});
