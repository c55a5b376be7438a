import { expect, test } from 'vitest';
import { columnNews } from '../../../src/renderer/stores/column-news.ts';
import { runRow } from '../../support/run-row.ts';

test('what moves while a run trains is no news, what it brings for the first time is', () => {
  const isNews = columnNews();
  const metric = { last: 1, lastEpoch: 1, min: 1, minEpoch: 1, max: 1, maxEpoch: 1, best: 1 };
  expect(isNews([runRow({ metrics: {} })])).toBe(true);
  expect(isNews([runRow({ metrics: { val_loss: metric }, epochs: 1 })])).toBe(true);
  expect(isNews([runRow({ metrics: { val_loss: metric }, epochs: 2 })])).toBe(false);
  expect(isNews([runRow({ id: 'another', metrics: { val_loss: metric }, epochs: 2 })])).toBe(false);
});

test('an edit is news each time, also one that was there before', () => {
  const isNews = columnNews();
  isNews([runRow({ tags: [] })]);
  expect(isNews([runRow({ tags: ['a'] })])).toBe(true);
  expect(isNews([runRow({ tags: [] })])).toBe(true);
  expect(isNews([runRow({ tags: ['a'] })])).toBe(true);
  expect(isNews([runRow({ tags: ['a'], epochs: 3 })])).toBe(false);
  expect(isNews([runRow({ experimentId: 'elsewhere', tags: ['a'] })])).toBe(true);
  expect(isNews([runRow({ id: 'not heard of', tags: ['a'] })])).toBe(true);
});
