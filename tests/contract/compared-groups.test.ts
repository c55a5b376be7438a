import { expect, test } from 'vitest';
import { comparedGroups } from '../../src/contract/compared-groups.ts';
import { knownConfig } from '../../src/contract/known-config.ts';
import { cellOf, columnNamed } from '../../src/contract/run-columns.ts';
import { runRow } from '../support/run-row.ts';

test('runs that came without their config are replicates of nothing, and have no value of it', () => {
  const rows = [runRow({ id: 'a', configKnown: 'nothing' }), runRow({ id: 'b', configKnown: 'nothing' }), runRow({ id: 'c', configKnown: 'network' }), runRow({ id: 'd' }), runRow({ id: 'e', config: { seed: 3 } })];
  expect(comparedGroups(rows, 'replicates', null).map(({ runs }) => runs.map(({ id }) => id))).toEqual([['a'], ['b'], ['c'], ['d', 'e']]);
  expect(rows.map((row) => cellOf(row, columnNamed('batchSize')!))).toEqual([null, null, null, 32, 32]);
  expect(rows.map((row) => cellOf(row, columnNamed('loss')!))).toEqual([null, null, 'crossEntropy', 'crossEntropy', 'crossEntropy']);
  expect(knownConfig(rows[2]!)).toBe(knownConfig(rows[2]!));
});

test('replicates stay replicates when their data set gets another name', () => {
  const rows = [runRow({ id: 'a', name: 'x, seed 1', config: { data: { set: 'old' }, seed: 1 } }), runRow({ id: 'b', name: 'x, seed 2', config: { data: { set: 'new' }, seed: 2 } })];
  expect(comparedGroups(rows, 'replicates', null).map(({ label }) => label)).toEqual(['x × 2']);
});

test('a group says its number without what floating point adds to it', () => {
  const rows = [0.018000000000000002, 0.018000000000000002, 0.02].map((learningRate, at) => runRow({ id: `r${at}`, config: { optimizer: { name: 'adam', learningRate } } }));
  expect(comparedGroups(rows, 'optimizer.learningRate', null).map(({ label }) => label)).toEqual(['learningRate 0.018 × 2', 'learningRate 0.02']);
});

test('a group of a kind says of what it is one', () => {
  expect(comparedGroups([runRow({ config: { optimizer: { name: 'sgd' } } })], 'optimizer.name', null).map(({ label }) => label)).toEqual(['optimizer sgd']);
  expect(comparedGroups([runRow({})], 'experiment', null).map(({ label }) => label)).toEqual(['experiment Default']);
});

test('a group is called and drawn as its oldest run, so that a replicate that joins changes nothing', () => {
  const [first, second, third] = (['blue', 'green', 'wine'] as const).map((colour, at) => runRow({ id: `r${at}`, name: `n${at}`, colour, config: { seed: at } }));
  const looks = (rows: Parameters<typeof comparedGroups>[0]) => comparedGroups(rows, 'replicates', null).map(({ key, label, colour }) => [key, label, colour]);
  expect(looks([second!, first!])).toEqual([['r0', 'n0 × 2', 'blue']]);
  expect(looks([third!, second!, first!])).toEqual([['r0', 'n0 × 3', 'blue']]);
  expect(comparedGroups([third!, second!, first!], 'batchSize', 'r1')[0]).toMatchObject({ key: 'r0', colour: 'blue', baseline: true });
});
