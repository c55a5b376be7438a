import { expect, test } from 'vitest';
import { seedLaunches, unrepeatable } from '../../../../src/renderer/features/compare/seed-launches.ts';
import { runRow } from '../../../support/run-row.ts';

const seeded = (name: string, seed: number, more: object = {}) => runRow({ id: `${name} ${seed}`, name: `${name}, seed ${seed}`, experiment: 'E', tags: ['t'], config: { seed, ...more } });

test('all sides get the same seeds, under the name that their runs share', () => {
  const found = seedLaunches([[seeded('a', 1), seeded('a', 2)], [seeded('b', 42, { batchSize: 8 })]], 4);
  expect(found.map(({ config, replicates, count }) => [(config as { name: string }).name, replicates.seeds, count])).toEqual([
    ['a', { from: 3, to: 3, vary: 'seed' }, 1], ['a', { from: 42, to: 42, vary: 'seed' }, 1], ['b', { from: 1, to: 3, vary: 'seed' }, 3],
  ]);
  expect(found[0]).toMatchObject({ experiment: 'E', tags: ['t'] });
});

test('what varies goes on to vary: the split, or every fold', () => {
  const split = (seed: number) => runRow({ config: { data: { split: { validation: 0.2, seed } } } });
  expect(seedLaunches([[split(1), split(2)]], 3).map(({ replicates }) => replicates.seeds)).toEqual([{ from: 3, to: 3, vary: 'split' }]);
  const fold = (at: number) => runRow({ config: { seed: 1, data: { split: { folds: 3, fold: at, seed: 1 } } } });
  expect(seedLaunches([[fold(0), fold(1), fold(2)]], 2)).toMatchObject([{ replicates: { seeds: { from: 2, to: 2 }, folds: true }, count: 3 }]);
});

test('a fork and a run without its config cannot be trained again', () => {
  expect(unrepeatable('x', [runRow()])).toBeNull();
  expect(unrepeatable('x', [runRow({ configKnown: 'nothing' })])).toContain('without its config');
  expect(unrepeatable('x', [runRow({ parent: { id: 'p', name: 'parent', epoch: 3 } })])).toContain('an epoch of parent');
});
