import { expect, test } from 'vitest';
import { trainedTimes, wallTimes } from '../../src/compare/curve-times.ts';

test('epochs of one batch end one after the other, the last when the batch was recorded', () => {
  expect([...wallTimes([1000, 5000, 5000, 5000], [1, 1, 0.5, 2])]).toEqual([1000, 2500, 3000, 5000]);
});

test('the clock never runs backwards', () => {
  expect([...wallTimes([5000, 5200, 5200], [1, 1, 9])]).toEqual([5000, 5000, 5200]);
});

test('without lengths of epochs a batch keeps its one time', () => {
  expect([...wallTimes([5000, 5000], null)]).toEqual([5000, 5000]);
});

test('time trained adds up the epochs and leaves pauses out', () => {
  expect([...trainedTimes([1000, 900_000, 901_000], [1, 2, 0.5])]).toEqual([1, 3, 3.5]);
  expect([...trainedTimes([1000, 3000, 2000], null)]).toEqual([0, 2, 2]);
});
