import { describe, expect, it } from 'vitest';
import { gather, type MeasuredRun } from '../../../src/compare/importance/gather.ts';
import { fewestConfigs, importanceOf, importanceProblem, measureImportance } from '../../../src/compare/importance/importance.ts';
import { createGenerator } from '../../../src/nn/random.ts';

/** The rate decides nearly all, the optimizer some, the batch size nothing. */
function madeRuns(count: number, seeds = 1): MeasuredRun[] {
  const chance = createGenerator(7, 'made runs');
  return Array.from({ length: count }, () => {
    const learningRate = 10 ** (-4 + 3 * chance.float());
    const name = ['adam', 'sgd', 'rmsprop'][chance.int(3)]!;
    const batchSize = 2 ** (3 + chance.int(5));
    return Array.from({ length: seeds }, (_, seed): MeasuredRun => ({
      config: { name: `run ${seed}`, optimizer: { name, learningRate }, batchSize, epochs: 10, seed },
      value: -Math.abs(Math.log10(learningRate) + 2.5) + (name === 'adam' ? 0.4 : 0) + 0.05 * chance.normal(),
    }));
  }).flat();
}
const named = (runs: MeasuredRun[], options = {}) => new Map(importanceOf(gather(runs), options).features.map((one) => [one.paths.join(), one]));

describe('importance by a forest', () => {
  const found = importanceOf(gather(madeRuns(120)));
  const feature = (path: string) => found.features.find(({ paths }) => paths.includes(path))!;

  it('puts what decides first, and what does not matter near zero', () => {
    expect(found.features.map(({ paths }) => paths[0])).toEqual(['optimizer.learningRate', 'optimizer.name', 'batchSize']);
    expect(feature('optimizer.learningRate').importance).toBeGreaterThan(0.5);
    expect(feature('optimizer.learningRate').importance).toBeLessThan(0.9);
    expect(feature('optimizer.name').importance).toBeGreaterThan(2 * feature('optimizer.name').error);
    expect(Math.abs(feature('batchSize').importance)).toBeLessThan(0.05);
    expect(Math.abs(feature('batchSize').importance)).toBeLessThan(2 * feature('batchSize').error);
    expect(found.explained).toBeGreaterThan(0.7);
  });

  it('says which way each goes', () => {
    expect(feature('optimizer.name').direction).toMatchObject({ kind: 'category', means: [{ level: 'adam' }, {}, {}] });
    expect(feature('batchSize').direction).toMatchObject({ kind: 'number', n: 120 });
    const rising = named(madeRuns(40).map(({ config }) => ({ config, value: (config as { batchSize: number }).batchSize })));
    expect(rising.get('batchSize')!.direction).toMatchObject({ rho: expect.closeTo(1, 9) as number });
  });

  it('gives the same figures for the same seed, and close ones for another', () => {
    const runs = madeRuns(60);
    expect(named(runs)).toEqual(named(runs));
    const [one, other] = [named(runs, { seed: 1 }), named(runs, { seed: 2 })];
    expect(other).not.toEqual(one);
    for (const [path, { importance, error }] of one) expect(Math.abs(other.get(path)!.importance - importance)).toBeLessThan(2 * error + 0.02);
  });

  it('finds nothing in noise', () => {
    const chance = createGenerator(3, 'noise');
    const noise = importanceOf(gather(madeRuns(80).map(({ config }) => ({ config, value: chance.normal() }))));
    for (const { importance, error } of noise.features) expect(Math.abs(importance)).toBeLessThan(Math.max(0.1, 2.5 * error));
    expect(noise.explained).toBeLessThan(0.1);
  });

  it('goes by ranks: a run that blew up does not decide', () => {
    const runs = madeRuns(60);
    const worst = runs.reduce((a, b) => (b.value! < a.value! ? b : a));
    const blown = runs.map((run) => (run === worst ? { ...run, value: -1e30 } : run));
    const importances = (all: MeasuredRun[]) => importanceOf(gather(all)).features.map(({ paths, importance, error }) => ({ paths, importance, error }));
    expect(importances(blown)).toEqual(importances(runs));
  });

  it('tells how far it is, from above 0 to 1', () => {
    const told = [];
    const measuring = measureImportance(gather(madeRuns(20)), { trees: 10, halves: 2 });
    for (let step = measuring.next(); !step.done; step = measuring.next()) told.push(step.value);
    expect(told).toHaveLength(10 + 2 * 60);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });
});

describe('what is measured', () => {
  it('takes replicates as one config with their mean', () => {
    const once = gather(madeRuns(20, 1));
    const gathered = gather(madeRuns(20, 3));
    expect([gathered.runs, gathered.target.length]).toEqual([60, 20]);
    expect(once.features.map(({ paths }) => paths)).toEqual(gathered.features.map(({ paths }) => paths));
    const value = (seed: number, at: number) => gather([{ config: { seed }, value: at }, { config: { seed: seed + 1 }, value: at + 2 }]);
    expect([...value(1, 5).target]).toEqual([6]);
  });

  it('leaves out runs without a finite value, seeds, and what does not vary', () => {
    const config = (batchSize: number, seed: number) => ({ name: `n${seed}`, batchSize, seed, epochs: 10, data: { split: { seed, fold: seed } } });
    const gathered = gather([{ config: config(8, 1), value: 1 }, { config: config(16, 2), value: 2 }, { config: config(32, 3), value: NaN }, { config: config(64, 4), value: null }]);
    expect([gathered.runs, gathered.leftOut]).toEqual([2, 2]);
    expect(gathered.features.map(({ paths }) => paths)).toEqual([['batchSize']]);
  });

  it('joins what always changes together', () => {
    const runs = [1, 2, 3].map((at) => ({ config: { network: [{ units: at * 8 }], optimizer: at === 1 ? { name: 'sgd' } : { name: 'adam', beta1: 0.9 }, warmup: at === 1 ? 5 : 0 }, value: at }));
    expect(gather(runs).features.map(({ paths }) => paths)).toEqual([['network.0.units'], ['optimizer.name', 'warmup', 'optimizer.beta1']]);
  });

  it('leaves what one kind brings along with that kind, unless it varies by itself', () => {
    const config = (name: string, more = {}) => ({ optimizer: { name, ...more }, batchSize: 8 });
    const runs = [config('sgd'), config('adam', { beta1: 0.9, epsilon: 1e-7, decay: 1 }), config('rmsprop', { epsilon: 1e-7 }), config('adam', { beta1: 0.9, epsilon: 1e-7, decay: 2 })];
    expect(gather(runs.map((one, value) => ({ config: one, value }))).features.map(({ paths }) => paths)).toEqual([['optimizer.name', 'optimizer.beta1', 'optimizer.epsilon'], ['optimizer.decay']]);
  });

  it('says why there is nothing to say', () => {
    expect(importanceProblem(gather([]))).toBe('nothingVaries');
    expect(importanceProblem(gather(madeRuns(1, 30)))).toBe('nothingVaries');
    expect(importanceProblem(gather(madeRuns(fewestConfigs - 1, 5)))).toBe('tooFew');
    expect(importanceProblem(gather(madeRuns(20).map((run) => ({ ...run, value: 1 }))))).toBe('sameResult');
    expect(importanceProblem(gather(madeRuns(fewestConfigs)))).toBeNull();
  });
});
