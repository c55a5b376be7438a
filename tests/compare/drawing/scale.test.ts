import { expect, test } from 'vitest';
import { createScale } from '../../../src/compare/drawing/scale.ts';

const labels = (kind: Parameters<typeof createScale>[0], from: number, to: number) => createScale(kind, [from, to], [0, 500]).ticks.map((tick) => tick.label);

test('a scale goes there and back', () => {
  for (const kind of ['linear', 'log'] as const) {
    const scale = createScale(kind, [1, 1000], [40, 540]);
    expect(scale.pixel(1)).toBeCloseTo(40, 9);
    expect(scale.pixel(1000)).toBeCloseTo(540, 9);
    expect(scale.value(scale.pixel(37))).toBeCloseTo(37, 9);
  }
});

test('ticks are round, and say no more digits than their distance needs', () => {
  expect(labels('linear', 0, 1)).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  expect(labels('linear', 0, 10_000)).toEqual(['0', '2,000', '4,000', '6,000', '8,000', '10,000']);
  expect(labels('linear', 0, 3e-6)[1]).toBe('5e-7');
});

test('a logarithmic axis has powers of ten', () => {
  expect(labels('log', 0.000009, 1.2)).toEqual(['1e-5', '0.0001', '0.001', '0.01', '0.1', '1']);
});

test('lengths of time are divided as clocks are', () => {
  expect(labels('seconds', 0, 600)).toEqual(['0 s', '2 min', '4 min', '6 min', '8 min', '10 min']);
});

test('a range without width has one tick and no infinite pixel', () => {
  const scale = createScale('linear', [3, 3], [0, 100]);
  expect(scale.ticks).toHaveLength(1);
  expect(Number.isFinite(scale.pixel(3))).toBe(true);
});

test('numbers that are whole have whole ticks, however near one looks', () => {
  expect(labels('whole', 1, 3)).toEqual(['1', '2', '3']);
  expect(labels('whole', 1.2, 2.7)).toEqual(['2']);
  expect(labels('whole', 0, 10_000)).toEqual(labels('linear', 0, 10_000));
});

test('numbers that are whole have whole ticks on a logarithmic axis too, below a decade as well', () => {
  expect(labels('logWhole', 1, 10_000)).toEqual(['1', '10', '100', '1,000', '10,000']);
  expect(labels('logWhole', 16.9, 18)).toEqual(['17', '18']);
  expect(labels('logWhole', 0.4, 6)).toEqual(['1', '2', '5']);
  expect(labels('logWhole', 17.2, 17.8)).toEqual([]);
});

test('lengths of time on a logarithmic axis are said as clocks say them', () => {
  expect(labels('logSeconds', 0.02, 40_000)).toEqual(['0.1 s', '10 s', '10 min', '10 h']);
  expect(labels('logSeconds', 90, 200)).toEqual(labels('seconds', 90, 200));
});

test('powers of ten are round numbers, however large', () => {
  expect(labels('log', 1e-4, 1e30).every((label) => label.length <= 6)).toBe(true);
});
