import { expect, test } from 'vitest';
import type { ScatterSample } from '../../../src/contract/data-sets.ts';
import { frameOf, nearestPoint, readPoints } from '../../../src/renderer/features/data/scatter-plot.ts';

const bytes = (values: Float64Array | Int32Array) => new Uint8Array(values.buffer);

function sample(x: number[], y: number[], categories: string[] | null = null): ScatterSample {
  return {
    rows: x.length, classNames: ['a', 'b'], classes: bytes(Int32Array.from(x, (_, at) => at % 2)),
    x: { column: 'x', values: bytes(Float64Array.from(x)), categories }, y: { column: 'y', values: bytes(Float64Array.from(y)), categories: null },
  };
}

test('numbers arrive as they were sent, wherever the bytes of the message began', () => {
  const whole = sample([1.5, -2], [3, 1e300]);
  const shifted = new Uint8Array(17);
  shifted.set(whole.x.values, 1);
  const points = readPoints({ ...whole, x: { ...whole.x, values: shifted.subarray(1) } });
  expect([...points.x]).toEqual([1.5, -2]);
  expect([...points.y]).toEqual([3, 1e300]);
  expect([...points.classes]).toEqual([0, 1]);
});

test('points of one category are moved aside, always by the same and never into the next', () => {
  const one = sample([0, 0, 1, 1], [1, 2, 3, 4], ['no', 'yes']);
  const { x } = readPoints(one);
  expect(readPoints(one).x).toEqual(x);
  expect([...x].map(Math.round).map((value) => value + 0)).toEqual([0, 0, 1, 1]);
  expect(new Set(x).size).toBe(4);
});

test('every point lies within the frame, for values of any size and for equal ones', () => {
  for (const values of [[0, 1, 2], [5, 5, 5], [-1.7e308, 0, 1.7e308], [1e-320, 0, 2e-320]]) {
    const one = sample(values, values);
    const points = readPoints(one);
    const frame = frameOf(one, points, 400, 300);
    for (const value of values) {
      expect(frame.x(value)).toBeGreaterThanOrEqual(frame.left);
      expect(frame.x(value)).toBeLessThanOrEqual(frame.right);
    }
  }
});

test('the pointer finds the nearest point that is shown', () => {
  const one = sample([0, 10], [0, 10]);
  const points = readPoints(one);
  const frame = frameOf(one, points, 400, 300);
  const place = { x: frame.x(10) + 3, y: frame.y(10) };
  expect(nearestPoint(points, frame, place, () => true)).toBe(1);
  expect(nearestPoint(points, frame, place, (code) => code !== 1)).toBe(-1);
});
