import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawnPoints, lastFinitePoint, nearestPoint, nonFinitePoints, xRange, type ChartLine } from '../../../src/renderer/charts/lines.ts';
import { spread } from '../../../src/renderer/charts/overlay.ts';
import { always } from '../../support/property.ts';

const line = (y: number[], x = y.map((_, at) => at + 1)): ChartLine => ({ key: 'val', label: 'val', colour: '--series-validation', x, y });

test('a long run is drawn with fewer points, and no extreme is lost', () => {
  const y = Array.from({ length: 20_000 }, (_, at) => Math.sin(at / 50) + (at === 12_345 ? 9 : 0));
  const points = drawnPoints(line(y), 0, 20_000, 400);
  expect(points.length).toBeLessThanOrEqual(4 * 400 + 2);
  expect(Math.max(...points.map((point) => point.y))).toBe(Math.max(...y));
  expect(Math.min(...points.map((point) => point.y))).toBe(Math.min(...y));
});

test('values that no axis can show become gaps and are listed', () => {
  const odd = line([0.5, NaN, Infinity, 0.4]);
  expect(drawnPoints(odd, 0, 4, 100).map((point) => point.y)).toEqual([0.5, NaN, NaN, 0.4]);
  expect(nonFinitePoints(odd)).toEqual([{ x: 2, y: NaN }, { x: 3, y: Infinity }]);
  expect(lastFinitePoint(line([0.5, 0.4, NaN]))).toEqual({ x: 2, y: 0.4 });
  expect(lastFinitePoint(line([NaN]))).toBeNull();
});

test('the cross-hair finds the nearest point', () => {
  always(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 50 }), fc.integer({ min: -50, max: 1050 }), (xs, asked) => {
    const x = xs.sort((a, b) => a - b);
    const found = nearestPoint(line(x, x), asked);
    expect(Math.abs((found?.x ?? NaN) - asked)).toBe(Math.min(...x.map((one) => Math.abs(one - asked))));
  }));
  expect(nearestPoint(line([]), 3)).toBeNull();
});

test('while a run goes on, the axis ends in round steps and never past the plan', () => {
  const at = (epochs: number, planned: number | null) => xRange([line(Array<number>(epochs).fill(1))], planned).to;
  expect(at(86, 300)).toBe(100);
  expect(at(87, 300)).toBe(100);
  expect(at(101, 300)).toBe(150);
  expect(at(250, 280)).toBe(280);
  expect(at(86, null)).toBe(86);
});

test('an axis without points still has a length', () => {
  const { from, to } = xRange([], 200);
  expect(to).toBeGreaterThan(from);
});

test('labels are moved apart, keep their order and stay within the chart', () => {
  always(fc.property(fc.array(fc.integer({ min: 0, max: 180 }), { minLength: 1, maxLength: 6 }), (wanted) => {
    const placed = spread(wanted, 15, 0, 180);
    const order = wanted.map((_, at) => at).sort((a, b) => wanted[a]! - wanted[b]!);
    for (let i = 1; i < order.length; i++) expect(placed[order[i]!]! - placed[order[i - 1]!]!).toBeGreaterThanOrEqual(15);
    expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...placed)).toBeLessThanOrEqual(180);
  }));
});
