import { expect, test } from 'vitest';
import { matching } from '../../../src/renderer/app/palette-match.ts';

const actions = ['Go to Runs', 'Go to Data', 'Dark theme', 'Undo the latest edit of runs'].map((label) => ({ key: label, label, group: label.startsWith('Go') ? 'Views' : 'Window', run: () => {} }));
const labels = (text: string) => matching(actions, text).map(({ label }) => label);

test('nothing typed finds everything, in its order', () => {
  expect(labels(' ')).toEqual(actions.map(({ label }) => label));
});

test('words may be begun and stand in any order', () => {
  expect(labels('da go')).toEqual(['Go to Data']);
  expect(labels('RUNS')).toEqual(['Go to Runs', 'Undo the latest edit of runs']);
  expect(labels('ark')).toEqual([]);
});

test('the heading counts as well', () => {
  expect(labels('views r')).toEqual(['Go to Runs']);
});

test('what begins with the text comes first', () => {
  expect(matching([...actions].reverse(), 'd').map(({ label }) => label)).toEqual(['Dark theme', 'Go to Data']);
});
