import { expect, test } from 'vitest';
import { rowReachedBy } from '../../../src/renderer/ui/row-keys.ts';

test('keys move within the list, whether or not its rows are at hand', () => {
  expect(rowReachedBy('ArrowDown', 5, null, 3)).toBe(0);
  expect(rowReachedBy('ArrowDown', 5, 4, 3)).toBe(4);
  expect(rowReachedBy('ArrowUp', 5, 1, 3)).toBe(0);
  expect(rowReachedBy('PageDown', 100_000, 0, 25)).toBe(25);
  expect(rowReachedBy('End', 100_000, 3, 25)).toBe(99_999);
  expect(rowReachedBy('x', 5, 0, 3)).toBeNull();
  expect(rowReachedBy('ArrowDown', 0, null, 3)).toBeNull();
});
