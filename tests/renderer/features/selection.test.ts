import { expect, test } from 'vitest';
import { emptySelection, neighbourAfterRemoval, rowReachedBy, select } from '../../../src/renderer/features/runs/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const only = (id: string) => select(emptySelection, order, id, 'only');
const chosen = (selection: { selected: ReadonlySet<string> }) => [...selection.selected];

test('a click selects one row alone', () => {
  expect(chosen(select(only('a'), order, 'c', 'only'))).toEqual(['c']);
});

test('Shift selects from the anchor, in either direction, and keeps it', () => {
  const down = select(only('c'), order, 'e', 'range');
  expect(chosen(down)).toEqual(['c', 'd', 'e']);
  expect(chosen(select(down, order, 'b', 'range'))).toEqual(['b', 'c']);
});

test('Ctrl adds a row and takes it away again', () => {
  const two = select(only('a'), order, 'd', 'toggle');
  expect(chosen(two)).toEqual(['a', 'd']);
  expect(chosen(select(two, order, 'a', 'toggle'))).toEqual(['d']);
});

test('a range from a row that is gone starts anew', () => {
  expect(chosen(select(only('gone'), order, 'd', 'range'))).toEqual(['d']);
});

test('a row that is not on the page yet can be selected', () => {
  expect(chosen(select(emptySelection, [], 'z', 'only'))).toEqual(['z']);
});

test('keys move within the list', () => {
  expect(rowReachedBy('ArrowDown', order, null, 3)).toBe('a');
  expect(rowReachedBy('ArrowDown', order, 'e', 3)).toBe('e');
  expect(rowReachedBy('ArrowUp', order, 'b', 3)).toBe('a');
  expect(rowReachedBy('PageDown', order, 'a', 3)).toBe('d');
  expect(rowReachedBy('End', order, 'a', 3)).toBe('e');
  expect(rowReachedBy('x', order, 'a', 3)).toBeNull();
  expect(rowReachedBy('ArrowDown', [], null, 3)).toBeNull();
});

test('after a deletion the next row below is reached, else the last above', () => {
  expect(neighbourAfterRemoval(order, new Set(['b', 'c']))).toBe('d');
  expect(neighbourAfterRemoval(order, new Set(['d', 'e']))).toBe('c');
  expect(neighbourAfterRemoval(order, new Set(order))).toBeNull();
});
