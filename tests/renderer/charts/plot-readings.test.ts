import { expect, test } from 'vitest';
import type { PlotSeries } from '../../../src/compare/drawing/plot.ts';
import { nextPlace } from '../../../src/renderer/charts/plot-readings.ts';

const series = (key: string, x: number[], more: Partial<PlotSeries> = {}): PlotSeries =>
  ({ key, label: key, colour: 'blue', baseline: false, shape: 'dots', x: Float64Array.from(x), y: Float64Array.from(x, () => 1), ...more });
const all = [series('behind', [1, 2], { faint: true }), series('a', [3, 1, 2]), series('b', [0, 2.4, 9], { y: Float64Array.of(1, 1, NaN) })];

test('the arrows go from point to point, from left to right, and stop at the ends', () => {
  expect(nextPlace(all, null, 'ArrowRight')).toEqual({ series: 1, at: 1 });
  expect(nextPlace(all, { series: 1, at: 1 }, 'ArrowRight')).toEqual({ series: 1, at: 2 });
  expect(nextPlace(all, { series: 1, at: 0 }, 'ArrowRight')).toEqual({ series: 1, at: 0 });
  expect(nextPlace(all, { series: 1, at: 0 }, 'Home')).toEqual({ series: 1, at: 1 });
  expect(nextPlace(all, null, 'ArrowLeft')).toEqual({ series: 1, at: 0 });
});

test('up and down go to the next line where it is nearest, past what is only behind and what has no place', () => {
  expect(nextPlace(all, { series: 1, at: 2 }, 'ArrowDown')).toEqual({ series: 2, at: 1 });
  expect(nextPlace(all, { series: 1, at: 0 }, 'ArrowDown')).toEqual({ series: 2, at: 1 });
  expect(nextPlace(all, { series: 2, at: 0 }, 'ArrowUp')).toEqual({ series: 1, at: 1 });
});

test('other keys and an empty plot lead nowhere', () => {
  expect(nextPlace(all, null, 'a')).toBeNull();
  expect(nextPlace([all[0]!], null, 'ArrowRight')).toBeNull();
});
