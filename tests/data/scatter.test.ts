import { expect, test } from 'vitest';
import { drawRows, scatter } from '../../src/data/scatter.ts';
import { numbers, texts } from '../support/tables.ts';

test('points are the rows that have both values, with their class', () => {
  const points = scatter(numbers('a', 1, null, 3, 4), texts('b', 'u', 'v', 'w', null), texts('kind', 'x', 'x', null, 'y'), 100);
  expect(points).toMatchObject({ rows: 2, x: { column: 'a', categories: null }, y: { column: 'b', categories: ['u', 'v', 'w'] }, classNames: ['x', 'y'] });
  expect([[...points.x.values], [...points.y.values], [...points.classes]]).toEqual([[1, 3], [0, 2], [0, -1]]);
});

test('of many rows a sample is drawn, always the same one, in order', () => {
  const rows = Array.from({ length: 10_000 }, (_, row) => row);
  const drawn = drawRows(rows, 1000);
  expect(drawn).toHaveLength(1000);
  expect(drawRows(rows, 1000)).toEqual(drawn);
  expect([...drawn].every((row, at) => at === 0 || row > drawn[at - 1]!)).toBe(true);
  // Every tenth of the table is in it about alike: 100 of each are expected, with a standard deviation of 9.
  for (let part = 0; part < 10; part++) expect(Math.abs(drawn.filter((row) => Math.floor(row / 1000) === part).length - 100)).toBeLessThan(45);
});

test('a column with too many values to be classes colours nothing', () => {
  const ids = numbers('id', ...Array.from({ length: 500 }, (_, row) => row));
  expect(scatter(ids, ids, ids, 10)).toMatchObject({ rows: 500, classNames: [] });
});
