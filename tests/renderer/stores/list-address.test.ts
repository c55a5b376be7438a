import { expect, test } from 'vitest';
import { plainList } from '../../../src/contract/list-state.ts';
import { queryOf, stateInQuery } from '../../../src/renderer/stores/list-address.ts';

const state = { ...plainList, filter: 'tag:keep', sort: ['-val_loss.min', 'name'], group: 'replicates', columns: { shown: ['epochs', 'seed'], widths: { seed: 90 } } };

test('an address names the view, and what was changed since', () => {
  expect(queryOf(plainList, null)).toEqual({});
  expect(queryOf(state, { id: 'v', changed: false })).toEqual({ view: 'v' });
  const query = queryOf(state, null);
  expect(query).toEqual({ filter: 'tag:keep', sort: '-val_loss.min,name', group: 'replicates' });
  expect(stateInQuery(query, plainList)).toMatchObject({ filter: 'tag:keep', sort: ['-val_loss.min', 'name'], group: 'replicates' });
  expect(stateInQuery({}, plainList)).toBeNull();
});
