import { expect, test } from 'vitest';
import { listStateOf, plainList, sameState } from '../../src/contract/list-state.ts';

const state = { ...plainList, filter: 'tag:keep', sort: ['-val_loss.min', 'name'], group: 'replicates', columns: { shown: ['epochs', 'seed'], widths: { seed: 90 } } };

test('what is stored is what comes back', () => {
  expect(listStateOf(JSON.parse(JSON.stringify(state)))).toEqual(state);
});

test('what nobody could have meant is left as it was', () => {
  const odd = { experimentId: 7, filter: ['x'], sort: 'name', group: {}, columns: { shown: ['no such column'], widths: { seed: 1e9, x: 'y' } }, compact: 'yes' };
  expect(listStateOf(odd)).toEqual(plainList);
  expect(listStateOf({ sort: ['name; DROP TABLE runs'] }).sort).toEqual(plainList.sort);
});

test('two states that show the same are the same', () => {
  expect(sameState(state, { ...state, columns: { shown: ['epochs', 'seed'], widths: { seed: 90 } } })).toBe(true);
  expect(sameState(state, { ...state, columns: { shown: ['seed', 'epochs'], widths: { seed: 90 } } })).toBe(false);
});
