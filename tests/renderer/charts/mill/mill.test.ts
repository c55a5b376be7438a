import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMill } from '../../../../src/renderer/charts/mill/mill.ts';
import type { DrawRequest } from '../../../../src/renderer/charts/mill/messages.ts';
import { always } from '../../../support/property.ts';

const curve = (runId: string, y: number[], x = y.map((_, at) => at + 1)) =>
  ({ runId, total: y.length, epochs: Int32Array.from(y, (_, at) => at + 1), x: Float64Array.from(x), y: Float64Array.from(y) });

const request = (change: Partial<DrawRequest> = {}): DrawRequest => ({
  lines: [{ key: 'a', runIds: ['a'] }], from: null, to: null, buckets: 100, logX: false, logY: false, smoothing: 0, band: 'sd', ...change,
});

test('draws what it was given, with gaps and what they are', () => {
  const mill = createMill();
  mill.put([curve('a', [3, NaN, 1, Infinity, 2])]);
  const drawn = mill.draw(request());
  expect([...drawn.lines[0]!.y]).toEqual([3, NaN, 1, NaN, 2]);
  expect([...drawn.lines[0]!.marks.x]).toEqual([2, 4]);
  expect([...drawn.lines[0]!.marks.y]).toEqual([NaN, Infinity]);
  expect(drawn).toMatchObject({ x: [1, 5], y: [1, 3], points: 5, drawn: 5 });
});

test('a zoom shows the range alone, with its own lowest and highest', () => {
  const mill = createMill();
  mill.put([curve('a', [100, 5, 6, 7, 100])]);
  const drawn = mill.draw(request({ from: 2, to: 4 }));
  expect(drawn.y).toEqual([5, 7]);
  expect(drawn.x).toEqual([1, 5]);
});

test('no extreme in view is lost, however few columns there are, on either kind of axis', () => {
  always(fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 800 }), fc.integer({ min: 1, max: 30 }), fc.boolean(), (y, buckets, logX) => {
    const mill = createMill();
    mill.put([curve('a', y)]);
    const drawn = mill.draw(request({ buckets, logX }));
    expect(drawn.y).toEqual([Math.min(...y), Math.max(...y)]);
    expect(drawn.drawn).toBeLessThanOrEqual(drawn.points);
  }));
});

test('the smallest number that there is can be the highest value', () => {
  const mill = createMill();
  mill.put([curve('a', [Number.MIN_VALUE, 0])]);
  expect(mill.draw(request()).y).toEqual([0, Number.MIN_VALUE]);
});

test('smoothing keeps the line before it, and is worked out on all points', () => {
  const mill = createMill();
  mill.put([curve('a', [4, 8, 6])]);
  const [line] = mill.draw(request({ smoothing: 0.5 })).lines;
  expect([...line!.y]).toEqual([4, 5 / 0.75, 5.5 / 0.875]);
  expect([...line!.raw!.y]).toEqual([4, 8, 6]);
});

test('a logarithmic axis leaves out what has no logarithm, and says how much', () => {
  const mill = createMill();
  mill.put([curve('a', [1, 2, -3, 4], [0, 1, 10, 100])]);
  const drawn = mill.draw(request({ logX: true, logY: true }));
  expect(drawn.offLog).toBe(2);
  expect(drawn.x).toEqual([1, 100]);
  expect([...drawn.lines[0]!.y]).toEqual([2, NaN, 4]);
});

test('points that arrive go behind the others; those of epochs that are there already change nothing', () => {
  const mill = createMill();
  mill.put([curve('a', [3, 2])]);
  mill.append([{ runId: 'a', epochs: [2, 3, 4], x: [2, 3, 4], y: [9, 1, 0.5] }]);
  expect([...mill.draw(request()).lines[0]!.y]).toEqual([3, 2, 1, 0.5]);
  mill.append([{ runId: 'a', epochs: [5], x: [5], y: [0.1] }]);
  expect(mill.draw(request({ smoothing: 0.9 })).lines[0]!.raw!.y).toHaveLength(5);
});

test('runs of one group are one line with a band; another member changes it', () => {
  const mill = createMill();
  mill.put([curve('a', [1, 1]), curve('b', [3, 3]), curve('c', [8, 8])]);
  const lines = (...runIds: string[]) => mill.draw(request({ lines: [{ key: 'g', runIds }], band: 'range' })).lines[0]!;
  expect([...lines('a', 'b').y]).toEqual([2, 2]);
  expect([...lines('a', 'b').high!.y]).toEqual([3, 3]);
  expect([...lines('a', 'c').y]).toEqual([4.5, 4.5]);
  expect(lines('a', 'c').runs).toBe(2);
});

test('a run without points has no line', () => {
  const mill = createMill();
  mill.put([curve('a', [])]);
  expect(mill.draw(request())).toMatchObject({ x: null, y: null, points: 0 });
});

test('counts all that has no logarithm, thinned or not', () => {
  const mill = createMill();
  mill.put([curve('a', Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? -1 : 1 + at)))]);
  const drawn = mill.draw(request({ logY: true, buckets: 20 }));
  expect(drawn.offLog).toBe(1000);
  expect(drawn.y).toEqual([2, 2000]);
});

test('a band that reaches below zero goes down to the foot of a logarithmic axis', () => {
  const mill = createMill();
  mill.put([curve('a', [1, 1]), curve('b', [9, 9]), curve('c', [NaN, 1])]);
  const drawn = mill.draw(request({ lines: [{ key: 'g', runIds: ['a', 'b', 'c'] }], logY: true }));
  expect(drawn.lines[0]!.low!.y[0]).toBe(Number.MIN_VALUE);
  expect(drawn.lines[0]!.low!.y[1]).toBe(Number.MIN_VALUE);
  expect(drawn.y![0]).toBeGreaterThan(0.1);
});

test('of many long lines each has its means, to be followed by eye, and loses no extreme', () => {
  const mill = createMill();
  const noisy = Array.from({ length: 4000 }, (_, at) => 5 + (at % 2 === 0 ? 1 : -1) + (at === 1234 ? 40 : 0));
  const keys = Array.from({ length: 21 }, (_, at) => `run ${at}`);
  mill.put(keys.map((key) => curve(key, noisy)));
  const drawn = mill.draw(request({ lines: keys.map((key) => ({ key, runIds: [key] })) }));
  const { middle, y } = drawn.lines[0]!;
  expect(middle!.x.length).toBe(25);
  expect(Math.max(...y)).toBe(46);
  expect([...middle!.y].filter((value) => Math.abs(value - 5) < 1e-9)).toHaveLength(24);
  expect(mill.draw(request({ lines: keys.slice(1).map((key) => ({ key, runIds: [key] })) })).lines[0]!.middle).toBeNull();
});
