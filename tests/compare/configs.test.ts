import { describe, expect, it } from 'vitest';
import { diffConfigs } from '../../src/compare/config-diff.ts';
import { groupReplicates, oneGroupWords, pairKey, sharedName } from '../../src/compare/replicates.ts';
import { runConfig, type RunConfigInput } from '../../src/contract/run-config.ts';

const config = (input: RunConfigInput) => runConfig.parse(input);

describe('replicates', () => {
  it('are runs whose configs differ in seeds, fold or name alone', () => {
    const same = [config({ name: 'a', seed: 1 }), config({ name: 'b', seed: 2 }), config({ data: { split: { seed: 9 } } })];
    expect(groupReplicates(same, (c) => c)).toHaveLength(1);
    const folds = [0, 1].map((fold) => config({ data: { split: { folds: 5, fold } } }));
    expect(groupReplicates(folds, (c) => c)).toHaveLength(1);
  });

  it('stop where anything else differs', () => {
    const runs = [config({}), config({ batchSize: 16 }), config({ optimizer: { name: 'adam', learningRate: 0.01 } }), config({ seed: 7 })];
    expect(groupReplicates(runs, (c) => c).map((group) => group.length)).toEqual([2, 1, 1]);
  });

  it('are called by the name that they share', () => {
    expect(sharedName(['adam, seed 1', 'adam, seed 12'])).toBe('adam');
    expect(sharedName(['adam, seed 1, fold 1 of 5', 'adam, seed 1, fold 2 of 5'])).toBe('adam');
    expect(sharedName(['adam, split seed 2', 'adam'])).toBe('adam');
    expect(sharedName(['adam, seed 1', 'other, seed 2'])).toBe('adam, seed 1');
    expect(sharedName(['adam, seed 1'])).toBe('adam, seed 1');
    expect(sharedName([', seed 1', ', seed 2'])).toBe(', seed 1');
  });

  it('alone leave nothing to hold against them, and of the same training twice that is said', () => {
    expect(oneGroupWords([config({ seed: 1 }), config({ seed: 2 })])).toMatch(/^All of these runs are replicates of one config/);
    expect(oneGroupWords([config({ seed: 1 }), config({ name: 'again', seed: 1 })])).toMatch(/^All of these runs are the same training/);
  });

  it('pair up across configs by their seeds', () => {
    expect(pairKey(config({ seed: 3 }))).toBe(pairKey(config({ seed: 3, batchSize: 8 })));
    expect(pairKey(config({ seed: 3 }))).not.toBe(pairKey(config({ seed: 4 })));
  });
});

describe('the difference of configs', () => {
  it('names only what differs, baseline first, and what one side lacks', () => {
    expect(diffConfigs([config({}), config({ optimizer: { name: 'sgd' } })])).toEqual([
      { path: 'optimizer.name', values: ['adam', 'sgd'] },
      { path: 'optimizer.learningRate', values: [0.001, 0.01] },
      { path: 'optimizer.beta1', values: [0.9, undefined] },
      { path: 'optimizer.beta2', values: [0.999, undefined] },
      { path: 'optimizer.epsilon', values: [1e-7, undefined] },
    ]);
  });

  it('takes a list of plain values as one value', () => {
    const features = (...names: string[]) => config({ data: { features: names } });
    expect(diffConfigs([features('a', 'b'), features('a')])).toEqual([{ path: 'data.features', values: ['["a","b"]', '["a"]'] }]);
  });

  it('is empty for equal configs', () => expect(diffConfigs([config({}), config({})])).toEqual([]));

  it('takes a hostile key for a name', () => {
    expect(diffConfigs([JSON.parse('{"__proto__": 1}'), {}])).toEqual([{ path: '__proto__', values: [1, undefined] }]);
  });
});
