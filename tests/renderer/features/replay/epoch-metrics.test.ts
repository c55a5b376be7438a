import { expect, test } from 'vitest';
import { lacksEpoch, metricsAt } from '../../../../src/renderer/features/replay/epoch-metrics.ts';

const curve = (...epochs: number[]) => ({ epochs, values: epochs.map((epoch) => epoch / 10) });

test('an epoch is asked for where any curve goes by it, not the first one alone', () => {
  const curves = new Map([['train_loss', curve(1, 2, 3, 4, 5)], ['val_loss', curve(1, 4, 9)], ['test_loss', curve(9)]]);
  expect(lacksEpoch(curves, 4)).toBe(false);
  expect(lacksEpoch(curves, 5)).toBe(true);
  expect(lacksEpoch(curves, 9)).toBe(false);
  expect(lacksEpoch(curves, 0)).toBe(false);
  expect(lacksEpoch(new Map(), 3)).toBe(false);
});

test('what the curves lack is taken from what was asked for', () => {
  const curves = new Map([['train_loss', curve(1, 2)], ['val_loss', curve(1, 4)]]);
  expect(metricsAt(curves, 2, { val_loss: 7 })).toEqual(expect.arrayContaining([
    { metric: 'train_loss', value: 0.2, change: expect.closeTo(0.1, 12) as number }, { metric: 'val_loss', value: 7, change: 6.9 },
  ]));
});
