import { describe, expect, test } from 'vitest';
import { freshSchedule, observePlateau, rateAt } from '../../src/nn/schedules.ts';
import type { ScheduleSpec } from '../../src/nn/spec.ts';

const ratesOf = (spec: ScheduleSpec, epochs: number, rate = 1): number[] =>
  Array.from({ length: epochs }, (_, i) => rateAt(spec, freshSchedule(), rate, i + 1, epochs));

const close = (values: number[]): unknown[] => values.map((value): unknown => expect.closeTo(value, 14));

describe('the rate of each epoch', () => {
  test('constant', () => expect(ratesOf({ name: 'constant', warmup: 0 }, 3, 0.5)).toEqual([0.5, 0.5, 0.5]));

  test('step multiplies every so many epochs', () => {
    expect(ratesOf({ name: 'step', every: 2, factor: 0.1, warmup: 0 }, 6)).toEqual(close([1, 1, 0.1, 0.1, 0.01, 0.01]));
  });

  test('exponential multiplies every epoch', () => {
    expect(ratesOf({ name: 'exponential', factor: 0.5, warmup: 0 }, 4)).toEqual(close([1, 0.5, 0.25, 0.125]));
  });

  test('cosine falls from the rate towards the minimum', () => {
    const at = (t: number) => 0.2 + (0.8 * (1 + Math.cos((Math.PI * t) / 4))) / 2;
    expect(ratesOf({ name: 'cosine', minimum: 0.2, warmup: 0 }, 4)).toEqual(close([1, at(1), 0.6, at(3)]));
  });

  test('warm-up rises in equal steps, and the schedule begins after it', () => {
    expect(ratesOf({ name: 'constant', warmup: 4 }, 6)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
    expect(ratesOf({ name: 'exponential', factor: 0.5, warmup: 2 }, 5)).toEqual(close([0.5, 1, 1, 0.5, 0.25]));
  });

  test('a warm-up longer than the training still gives a rate to each epoch', () => {
    expect(ratesOf({ name: 'cosine', minimum: 0, warmup: 10 }, 3)).toEqual(close([0.1, 0.2, 0.3]));
  });

  test('a minimum above the rate does not raise it', () => {
    expect(ratesOf({ name: 'cosine', minimum: 2, warmup: 0 }, 3)).toEqual([1, 1, 1]);
    expect(ratesOf({ name: 'plateau', monitor: 'val_loss', factor: 0.1, patience: 1, minimum: 2, warmup: 0 }, 2)).toEqual([1, 1]);
  });
});

describe('plateau', () => {
  const spec = { name: 'plateau' as const, monitor: 'val_loss', factor: 0.5, patience: 2, minimum: 0.2, warmup: 0 };

  const after = (values: number[], changes = {}) => {
    const state = freshSchedule();
    for (const value of values) observePlateau({ ...spec, ...changes }, state, value);
    return rateAt({ ...spec, ...changes }, state, 1, values.length + 1, 100);
  };

  test('lowers the rate after so many epochs in a row without improvement', () => {
    expect(after([3, 2, 2])).toBe(1);
    expect(after([3, 2, 2, 2])).toBe(0.5);
  });

  test('counts anew after an improvement, and after each lowering', () => {
    expect(after([3, 3, 2, 2])).toBe(1);
    expect(after([3, 3, 3, 3])).toBe(0.5);
    expect(after([3, 3, 3, 3, 3])).toBe(0.25);
  });

  test('stops at the minimum', () => expect(after([3, 3, 3, 3, 3, 3, 3])).toBe(0.2));

  test('knows which metrics grow as they get better', () => {
    expect(after([0.5, 0.6, 0.7], { monitor: 'val_accuracy' })).toBe(1);
    expect(after([0.7, 0.6, 0.5], { monitor: 'val_accuracy' })).toBe(0.5);
  });

  test('takes what is no number for no improvement', () => expect(after([NaN, NaN])).toBe(0.5));
});
