import { describe, expect, it } from 'vitest';
import { moreSeeds } from '../../src/compare/statistics/more-seeds.ts';
import type { TTest } from '../../src/compare/statistics/t-tests.ts';
import { judge, roughly, wayOut, type Contender } from '../../src/compare/verdict.ts';

const contender = (label: string, values: number[], pairs = values.map((_, i) => `seed ${i}`)): Contender => ({
  label, replicates: values.map((value, i) => ({ pair: pairs[i]!, value })),
});

const base = contender('B', [0.95, 0.953, 0.947, 0.951, 0.949]);

describe('a verdict', () => {
  it('pairs seeds and says who is better, by how much and how surely', () => {
    const [verdict] = judge(base, [contender('A', [0.956, 0.958, 0.954, 0.957, 0.955])], true);
    expect(verdict).toMatchObject({ outcome: 'aBetter', evidence: { kind: 'paired' }, moreSeeds: null });
    expect(verdict!.sentence).toBe('A is better by 0.006 ± 0.00088 (n = 5, p < 0.001)');
  });

  it('takes Welch where seeds do not pair up', () => {
    const [verdict] = judge(base, [contender('A', [0.956, 0.958, 0.954], ['x', 'y', 'z'])], true);
    expect(verdict).toMatchObject({ outcome: 'aBetter', evidence: { kind: 'welch' } });
    expect(verdict!.sentence).toContain('n = 3 and 5');
  });

  it('knows that a smaller loss is better', () => {
    const [verdict] = judge(base, [contender('A', [0.956, 0.958, 0.954, 0.957, 0.955])], false);
    expect(verdict!.outcome).toBe('bBetter');
    expect(verdict!.sentence).toMatch(/^B is better/);
  });

  it('calls a difference noise and says how many seeds would tell', () => {
    const [verdict] = judge(base, [contender('A', [0.96, 0.94, 0.955, 0.945, 0.953])], true);
    expect(verdict!.outcome).toBe('withinNoise');
    expect(verdict!.moreSeeds).toBeGreaterThan(0);
    expect(verdict!.sentence).toMatch(/^within noise; about \d+ more seeds would tell$/);
  });

  it('says an order of magnitude in two digits', () => expect([1, 24, 99, 100, 127, 4758, 9999].map(roughly)).toEqual([1, 24, 99, 100, 130, 4800, 10000]));

  it('speaks in the sentences that it is known for', () => {
    const better = judge(contender('B', [0.95, 0.953, 0.947, 0.951, 0.949, 0.95, 0.953, 0.947, 0.951, 0.949]), [contender('A', [0.96, 0.956, 0.948, 0.962, 0.954, 0.953, 0.965, 0.95, 0.951, 0.961])], true)[0]!;
    expect(better.sentence).toMatch(/^A is better by 0\.006 ± 0\.00\d+ \(n = 10, p = 0\.00\d+\)$/);
  });

  it('does not promise that seeds help where there is no difference at all', () => {
    const [verdict] = judge(base, [contender('A', [0.953, 0.95, 0.951, 0.947, 0.949])], true);
    expect(verdict!.sentence).toMatch(/more seeds are unlikely to tell/);
  });

  it('is harder to reach among many comparisons', () => {
    const near = contender('A', [0.953, 0.953, 0.951, 0.951, 0.953]);
    const alone = judge(base, [near], true)[0]!;
    const noise = Array.from({ length: 20 }, (_, i) => contender(`C${i}`, [0.951, 0.949, 0.95, 0.948, 0.952]));
    const among = judge(base, [near, ...noise], true)[0]!;
    expect(among.p).toBeGreaterThan(alone.p);
    expect(among.evidence!.p).toBe(alone.evidence!.p);
  });

  it('tests two single runs on the same rows', () => {
    const rows = (right: number) => Array.from({ length: 100 }, (_, i) => i < right);
    const single = (label: string, value: number) => ({ ...contender(label, [value]), rowsRight: rows(Math.round(value * 100)) });
    const [verdict] = judge(single('B', 0.8), [single('A', 0.95)], true);
    expect(verdict).toMatchObject({ outcome: 'aBetter', evidence: { kind: 'mcnemar', onlyA: 15, onlyB: 0 } });
    expect(verdict!.sentence).toBe('A is better by 0.15 in accuracy (15 rows differ, p < 0.001)');
  });

  it('counts right rows for two single runs, also where the metric is a loss', () => {
    const rows = (right: number) => Array.from({ length: 100 }, (_, i) => i < right);
    const single = (label: string, value: number, right: number) => ({ ...contender(label, [value]), rowsRight: rows(right) });
    expect(judge(single('B', 0.2, 80), [single('A', 0.3, 95)], false)[0]).toMatchObject({ outcome: 'aBetter' });
  });

  it('says that single runs without rows prove nothing', () => {
    const [verdict] = judge(contender('B', [0.9]), [contender('A', [0.99])], true);
    expect(verdict).toMatchObject({ outcome: 'untested', evidence: null, lacking: ['A', 'B'], sentence: 'not tested: one run a side' });
  });

  it('says once what all verdicts lack, and names whoever lacks it', () => {
    const verdicts = judge(base, [contender('A', [0.99]), contender('C', [0.98]), contender('D', [0.95, 0.96])], true);
    expect(verdicts.map(({ sentence }) => sentence).slice(0, 2)).toEqual(['not tested: a single run of A', 'not tested: a single run of C']);
    expect(wayOut(verdicts)).toBe('One run says nothing about chance: a few more seeds of A, C would tell.');
    expect(wayOut(verdicts.slice(2))).toBeNull();
  });

  it('never says that no more seeds would tell, and asks for more where many are compared', () => {
    const close = contender('A', [0.9535, 0.9535, 0.951, 0.9515, 0.9525]);
    const alone = judge(base, [close], true)[0]!;
    const among = judge(base, [close, ...Array.from({ length: 30 }, (_, i) => contender(`C${i}`, [0.951, 0.949, 0.95, 0.948, 0.952]))], true)[0]!;
    expect(alone.outcome).toBe('aBetter');
    expect(among.outcome).toBe('withinNoise');
    expect(among.moreSeeds).toBeGreaterThan(0);
  });

  it('asks for as many seeds as Holm would, also where corrected p values end at 1', () => {
    const weak = (label: string, by: number) => contender(label, [0.951 + by, 0.949, 0.95, 0.948, 0.952]);
    const verdicts = judge(base, [weak('A', 0.001), weak('C', 0.002), weak('D', 0.003)], true);
    expect(verdicts.every(({ p }) => p === 1)).toBe(true);
    const bySize = verdicts.toSorted((one, other) => one.evidence!.p - other.evidence!.p);
    // The smallest of three p values has to be below a third of the level.
    expect(bySize.map((one) => one.moreSeeds)).toEqual(bySize.map((one, rank) => moreSeeds(one.evidence as TTest, 5, 0.05 / (3 - rank))));
  });

  it('does not hold values of different data against each other', () => {
    const [verdict, plain] = judge({ ...base, about: 'x' }, [{ ...contender('A', [0.1, 0.2, 0.3]), about: 'y' }, contender('C', [0.1, 0.2, 0.3])], true);
    expect(verdict).toMatchObject({ outcome: 'untested', lacking: [], sentence: 'not comparable: it predicts something else than the baseline' });
    expect(plain!.outcome).toBe('bBetter');
  });

  it('waits for runs that have not ended, and asks for no seeds where there is no value', () => {
    const [training, empty] = judge(base, [{ ...contender('A', []), waiting: 2 }, contender('C', [Number.NaN])], true);
    expect([training!.sentence, empty!.sentence]).toEqual(['not tested: A has not ended yet', 'not tested: C has no finite value of this metric']);
    expect([...training!.lacking, ...empty!.lacking]).toEqual([]);
  });

  it('leaves diverged replicates out', () => {
    const [verdict] = judge(base, [contender('A', [0.956, Number.NaN, 0.954, 0.957, 0.955])], true);
    expect(verdict!.a.n).toBe(4);
    expect(verdict!.evidence!.kind).toBe('welch');
  });
});

describe('values without spread', () => {
  const [high, low] = [29 / 30, 28 / 30];

  it('are too few to tell with two seeds, whatever Student’s t says of them', () => {
    const [verdict] = judge(contender('B', [low, high]), [contender('A', [high, high + 1 / 30])], true);
    expect(verdict).toMatchObject({ outcome: 'withinNoise', evidence: { kind: 'permutation', paired: true, p: 0.5 }, moreSeeds: 4 });
    expect(verdict!.sentence).toBe('too few seeds: A leads by 0.033 with every one, and without spread there is no interval; about 4 more seeds would tell');
  });

  it('tell where so many seeds say the same', () => {
    const [verdict] = judge(contender('B', Array<number>(6).fill(low)), [contender('A', Array<number>(6).fill(high))], true);
    expect(verdict).toMatchObject({ outcome: 'aBetter', p: 2 / 2 ** 6 });
    expect(verdict!.sentence).toBe('A is better by 0.033 with every seed (n = 6, no spread, p = 0.031)');
  });

  it('are two groups where seeds do not pair up', () => {
    const [verdict] = judge(contender('B', [0.4, 0.4, 0.4]), [contender('A', [0.2, 0.2], ['x', 'y'])], false);
    expect(verdict).toMatchObject({ outcome: 'withinNoise', evidence: { kind: 'permutation', paired: false } });
    expect(verdict!.sentence).toMatch(/^too few seeds: A leads by 0\.2 /);
  });

  it('and without a difference say so, and no more', () => {
    const [verdict] = judge(contender('B', [low, high]), [contender('A', [low, high])], true);
    expect(verdict).toMatchObject({ outcome: 'withinNoise', p: 1, moreSeeds: null, sentence: 'no difference: every seed came out the same on both sides (n = 2)' });
  });
});

describe('runs that cannot be trained from other seeds', () => {
  it('are not asked for them, nor is what is held against them', () => {
    const verdicts = judge(base, [{ ...contender('legacy', [0.9]), fixed: true }, contender('C', [0.9])], true);
    expect(verdicts[0]).toMatchObject({ outcome: 'untested', lacking: [], sentence: 'not tested: a single run of legacy, and legacy cannot be trained from other seeds' });
    expect(wayOut(verdicts)).toBe('One run says nothing about chance: a few more seeds of C would tell.');
    const [both] = judge({ ...contender('B', [0.9]), fixed: true }, [{ ...contender('legacy', [0.8]), fixed: true }], true);
    expect(both!.sentence).toBe('not tested: one run a side, and neither can be trained from other seeds');
    expect(wayOut([both!])).toBeNull();
  });

  it('are not said to tell with more of them', () => {
    const [verdict] = judge(base, [{ ...contender('A', [0.96, 0.94, 0.955, 0.945, 0.953]), fixed: true }], true);
    expect(verdict).toMatchObject({ outcome: 'withinNoise', moreSeeds: null });
    expect(verdict!.sentence).toMatch(/^within noise \(p = .*\); A cannot be trained from other seeds$/);
  });
});

describe('the same training done twice', () => {
  it('counts once', () => {
    const [verdict] = judge(contender('a', [0.9, 0.9], ['seed 1', 'seed 1']), [contender('b', [0.8, 0.82, 0.8], ['seed 1', 'seed 2', 'seed 1'])], true);
    expect(verdict).toMatchObject({ a: { n: 2 }, b: { n: 1 }, outcome: 'untested', lacking: ['a'] });
  });
  it('counts for each seed where seeds came out alike', () => {
    expect(judge(contender('a', [0.9, 0.9]), [contender('b', [0.8, 0.81])], true)[0]).toMatchObject({ a: { n: 2 }, b: { n: 2 }, evidence: { kind: 'paired' } });
  });
});
