import { expect, test } from 'vitest';
import { lineEnds, roomForEnds } from '../../../src/renderer/charts/line-ends.ts';

test('lines that end in the same value share what is written there', () => {
  expect(lineEnds([{ key: 'a', value: 0.5 }, { key: 'b', value: 0.25 }, { key: 'c', value: 0.5 }])).toEqual([
    { keys: ['a', 'c'], value: 0.5, words: '0.5000' }, { keys: ['b'], value: 0.25, words: '0.2500' },
  ]);
});

test('values that four digits do not tell apart have as many more as they need', () => {
  expect(lineEnds([{ key: 'a', value: 0.982512 }, { key: 'b', value: 0.982534 }, { key: 'c', value: 0.7 }]).map(({ words }) => words)).toEqual(['0.98251', '0.98253', '0.7000']);
});

test('takes as much room as the widest needs', () => {
  const measure = (words: string) => words.length * 6;
  expect(roomForEnds(lineEnds([{ key: 'a', value: 0.5 }]), measure)).toBe(12 + 36 + 4);
  expect(roomForEnds(lineEnds([{ key: 'a', value: 0.5 }, { key: 'b', value: 0.5 }]), measure)).toBe(12 + 7 + 36 + 4);
});
