import { expect, test } from 'vitest';
import { summariseSplit } from '../../src/data/split/summary.ts';
import { numbers, texts } from '../support/tables.ts';

const kinds = texts('kind', ...Array.from({ length: 50 }, (_, row) => (row === 0 ? null : row % 5 ? 'a' : 'b')));

test('says how many rows of each class go where', () => {
  const { classes, parts, withoutTarget } = summariseSplit({ validation: 0.2, test: 0.1, stratify: true, seed: 1 }, kinds, 'classification', null);
  expect(classes).toEqual(['a', 'b']);
  expect(parts.map(({ part, rows, byClass }) => [part, rows, byClass])).toEqual([['train', 34, [28, 6]], ['validation', 10, [8, 2]], ['test', 5, [4, 1]]]);
  expect(withoutTarget).toBe(1);
});

test('of a number tells its spread in each part, and nothing of a part without rows', () => {
  const { parts, classes } = summariseSplit({ column: 'part' }, numbers('y', 1, 3, 10, 20), 'regression', texts('part', 'train', 'train', 'validation', 'validation'));
  expect(classes).toEqual([]);
  expect(parts.map(({ target }) => target)).toEqual([{ mean: 2, sd: 1, min: 1, max: 3 }, { mean: 15, sd: 5, min: 10, max: 20 }, null]);
});
