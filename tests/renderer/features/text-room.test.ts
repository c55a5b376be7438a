import { expect, test } from 'vitest';
import { fitsInto } from '../../../src/renderer/features/runs/text-room.ts';

test('a text that certainly fits is told from one that may not', () => {
  const fits = fitsInto(100, 12, false);
  expect(['', 'adam', '24-24 relu', 'illicit little fill'].map(fits)).toEqual([true, true, true, true]);
  expect(['WWWWWWWWW', '16-16-16-16 leakyRelu', 'x'.repeat(10_000)].map(fits)).toEqual([false, false, false]);
});

test('the same letters take more room in a larger size', () => {
  expect(fitsInto(100, 12, false)('0.001 adam')).toBe(true);
  expect(fitsInto(100, 24, false)('0.001 adam')).toBe(false);
});

test('numbers are as wide as their count of signs', () => {
  const fits = fitsInto(84, 11.5, true);
  expect(['0.9825', '3.210e-7', '0.97 ± 0.01'].map(fits)).toEqual([true, true, true]);
  expect(fits('0.9654 ± 0.0123')).toBe(false);
});

test('of writing whose width nobody knows none is taken to fit', () => {
  for (const text of ['日本', '﷽', '🧪', 'é', 'a\u0301', '\u202eabc']) expect(fitsInto(100, 12, false)(text), text).toBe(false);
});
