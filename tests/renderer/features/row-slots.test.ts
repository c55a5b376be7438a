import { expect, it } from 'vitest';
import { rowSlots } from '../../../src/renderer/features/runs/row-slots.ts';

const slotOf = (placed: { row: number; slot: number }[], row: number) => placed.find((one) => one.row === row)?.slot;

it('keeps the element of a row that stays, and uses those of others again', () => {
  const slotsOf = rowSlots();
  const before = slotsOf([0, 1, 2, 3]);
  const after = slotsOf([2, 3, 4, 5]);
  expect([2, 3].map((row) => slotOf(after, row))).toEqual([2, 3].map((row) => slotOf(before, row)));
  expect(new Set(after.map(({ slot }) => slot))).toEqual(new Set(before.map(({ slot }) => slot)));
});

it('leaves elements that nobody asks for with their rows, where they are held', () => {
  const slotsOf = rowSlots();
  const before = slotsOf([0, 1, 2, 3]);
  const held = slotsOf([90, 91], true);
  expect(held).toHaveLength(4);
  expect(new Set(held.map(({ slot }) => slot))).toEqual(new Set(before.map(({ slot }) => slot)));
  const left = held.filter(({ row }) => row < 90);
  expect(left).toHaveLength(2);
  for (const { row, slot } of left) expect(slotOf(before, row)).toBe(slot);
  expect(slotsOf([88, 89, 90, 91]).map(({ row }) => row)).toEqual([88, 89, 90, 91]);
});
