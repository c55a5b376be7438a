import { describe, expect, test } from 'vitest';
import { exhausted, observe, type EarlyStoppingState } from '../../src/nn/early-stopping.ts';
import { higherIsBetter } from '../../src/nn/monitors.ts';
import type { EarlyStoppingSpec } from '../../src/nn/spec.ts';

const spec = (changes: Partial<EarlyStoppingSpec> = {}): EarlyStoppingSpec => ({
  monitor: 'val_loss', patience: 2, minDelta: 0, count: 'consecutive', restoreBest: true, ...changes,
});

/** Shows values until the training should end: after how many, and which were the best so far. */
function watch(values: number[], changes: Partial<EarlyStoppingSpec> = {}): { seen: number; best: number[] } {
  const state: EarlyStoppingState = { best: null, wait: 0 };
  const best: number[] = [];
  let seen = 0;
  while (seen < values.length && !exhausted(state, spec(changes))) {
    if (observe(state, spec(changes), values[seen]!)) best.push(seen + 1);
    seen++;
  }
  return { seen, best };
}

describe('early stopping', () => {
  test('ends after `patience` epochs in a row without improvement', () => {
    expect(watch([5, 4, 4, 3, 3, 3, 1])).toEqual({ seen: 6, best: [1, 2, 4] });
  });

  test('with count "total" never counts anew', () => {
    expect(watch([5, 4, 4, 3, 3, 3, 1], { count: 'total' })).toEqual({ seen: 5, best: [1, 2, 4] });
  });

  test.each([0, 1])('with a patience of %d ends at the first epoch without improvement', (patience) => {
    expect(watch([5, 4, 4, 3], { patience })).toEqual({ seen: 3, best: [1, 2] });
  });

  test('takes an improvement of no more than minDelta for none, measured from the best', () => {
    expect(watch([5, 4.5, 4, 3.5, 3.4], { minDelta: 1 })).toEqual({ seen: 3, best: [1] });
    expect(watch([5, 4.5, 3.9, 3.5, 2.8], { minDelta: 1 })).toEqual({ seen: 5, best: [1, 3, 5] });
  });

  test('follows a metric upwards where higher is better', () => {
    expect(watch([0.5, 0.6, 0.6, 0.55], { monitor: 'val_accuracy' })).toEqual({ seen: 4, best: [1, 2] });
  });

  test('takes NaN for no improvement, and the first number for one', () => {
    expect(watch([NaN, 5, NaN, NaN, 1])).toEqual({ seen: 4, best: [2] });
  });
});

test.each([
  ['val_loss', false], ['train_mse', false], ['val_mae', false],
  ['val_accuracy', true], ['train_f1', true], ['val_roc_auc', true], ['val_r2', true], ['val_precision', true],
])('%s: higher is better: %s', (metric, expected) => expect(higherIsBetter(metric)).toBe(expected));
