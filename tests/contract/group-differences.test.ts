import { expect, test } from 'vitest';
import { groupDifferences, groupValueWords, sameValue } from '../../src/contract/group-differences.ts';
import type { RunConfigInput } from '../../src/contract/run-config.ts';
import { runRow } from '../support/run-row.ts';

const group = (...configs: RunConfigInput[]) => ({ runs: configs.map((config) => runRow({ config })) });
const rate = (learningRate: number): RunConfigInput => ({ optimizer: { name: 'adam', learningRate } });
const words = (groups: Parameters<typeof groupDifferences>[0]) => Object.fromEntries(groupDifferences(groups).map(({ path, groups: values }) => [path, values.map((value) => groupValueWords(value))]));

test('a group whose runs differ says all their values, and how many there are', () => {
  expect(words([group(rate(0.1), rate(0.001), rate(0.1), rate(0.01)), group({ ...rate(0.01), batchSize: 8 })])).toEqual({
    'optimizer.learningRate': ['3 values: 0.001, 0.01, 0.1', '0.01'], batchSize: ['32', '8'],
  });
  expect(words([group(rate(0.1), { optimizer: { name: 'sgd', learningRate: 0.1 } }), group(rate(0.1))])).toMatchObject({
    'optimizer.name': ['2 values: adam, sgd', 'adam'], 'optimizer.beta1': ['2 values: 0.9, –', '0.9'],
  });
});

test('what runs differ in is named also where every group has the same values, but for seeds and folds', () => {
  const grid = group({ ...rate(0.1), seed: 1 }, { ...rate(0.2), seed: 2 });
  const [difference, ...others] = groupDifferences([grid, grid]);
  expect([difference!.path, sameValue(difference!.groups[0]!, difference!.groups[1]!), others]).toEqual(['optimizer.learningRate', true, []]);
  expect(words([group({ seed: 1 }, { seed: 2 }), group({ seed: 2, batchSize: 8 })])).toEqual({ seed: ['2 values: 1, 2', '2'], batchSize: ['32', '8'] });
  expect(words([grid])).toEqual({ 'optimizer.learningRate': ['2 values: 0.1, 0.2'] });
  expect(words([group({ seed: 1 }, { seed: 2 })])).toEqual({});
});

test('what is not known is no difference, and said', () => {
  const foreign = runRow({ configKnown: 'nothing' });
  const ofNetwork = runRow({ configKnown: 'network', config: { network: [{ layer: 'dense', units: 3 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] } });
  const found = words([{ runs: [runRow({ config: { batchSize: 8 } })] }, { runs: [ofNetwork] }, { runs: [foreign] }]);
  expect(Object.keys(found)).not.toContain('batchSize');
  expect(found['network.0.units']).toEqual(['24', '3', 'not known']);
  expect(words([group({ batchSize: 8 }), { runs: [runRow({ config: { batchSize: 16 } }), foreign] }])).toEqual({ batchSize: ['8', '16, of some not known'] });
  expect(words([{ runs: [foreign] }, { runs: [foreign] }])).toEqual({});
});

test('a data set that has another name by now is still the same', () => {
  const run = (set: string, dataSet: string) => ({ runs: [runRow({ config: { data: { set } }, dataSet })] });
  expect(words([run('old', 'new'), run('new', 'new')])).toEqual({});
  expect(words([run('old', 'new'), run('other', 'other')])).toEqual({ 'data.set': ['new', 'other'] });
});

test('of very many values the first are listed', () => {
  const [difference] = groupDifferences([group(...Array.from({ length: 60 }, (_, at) => ({ batchSize: at + 1 }))), group({})]);
  expect(groupValueWords(difference!.groups[0]!)).toBe('60 values: 1–50 and 10 more');
});

test('whole numbers that follow each other are said as a range', () => {
  expect(words([group(...[1, 2, 3, 4, 7, 8, 12].map((seed) => ({ seed }))), group({ seed: 1 })])).toEqual({ seed: ['7 values: 1–4, 7, 8, 12', '1'] });
});

test('where one config has none of a part, the values of that part are the difference', () => {
  const found = words([group({}), group({ earlyStopping: null })]);
  expect(found['earlyStopping.patience']).toEqual(['20', '–']);
  expect(found).not.toHaveProperty('earlyStopping');
});
