import { describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../../../src/contract/run-config.ts';
import type { RunRow } from '../../../src/contract/runs.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import { compareRuns } from '../../../src/main/workbench/compare-runs.ts';
import { addRunning, batch, completed, openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function started(store: Store, name: string, config: RunConfigInput, accuracy: number): RunRow {
  const { id } = addRunning(store, { name, config: { name, ...config } });
  store.points.append([batch(id, [1, 2], { val_accuracy: [accuracy, 0.5], val_loss: [1 - accuracy, 0.9] }, { bestEpoch: 1 })]);
  return store.runs.row(id);
}

function finished(...run: Parameters<typeof started>): RunRow {
  const [store] = run;
  const { id } = started(...run);
  store.runs.end(id, { ...completed, bestEpoch: 1 });
  return store.runs.row(id);
}

async function withStore(work: (store: Store) => void): Promise<void> {
  const store = await openIn(temporaryFolder());
  try {
    work(store);
  } finally {
    store.close();
  }
}

describe('comparing runs', () => {
  it('counts replicates as one, pairs them by seed and judges at the best epoch', () => withStore((store) => {
    const runs = [1, 2, 3, 4].flatMap((seed) => [
      finished(store, 'slow', { seed }, 0.9 + seed / 1000),
      finished(store, 'fast', { seed, optimizer: { name: 'adam', learningRate: 0.01 } }, 0.95 + seed / 1000 + (seed % 2) / 2000),
    ]);
    const { groups, differences, verdicts, metric, higherIsBetter } = compareRuns(runs);
    expect(groups.map(({ label }) => label)).toEqual(['slow × 4', 'fast × 4']);
    expect([metric, higherIsBetter]).toEqual(['val_accuracy.best', true]);
    expect(differences).toEqual([{ path: 'optimizer.learningRate', groups: [{ values: [0.001], unknown: false }, { values: [0.01], unknown: false }] }]);
    expect(verdicts[0]).toMatchObject({ outcome: 'aBetter', evidence: { kind: 'paired' } });
    expect(verdicts[0]!.sentence).toMatch(/^fast × 4 is better by 0\.05/);
  }));

  it('names the seeds of replicates where the sides have others', () => withStore((store) => {
    const [one, two, other, same] = [finished(store, 'a', { seed: 1 }, 0.9), finished(store, 'a', { seed: 2 }, 0.9), finished(store, 'b', { seed: 3, batchSize: 8 }, 0.8), finished(store, 'b', { seed: 1, batchSize: 8 }, 0.8)];
    const seeds = (runs: RunRow[]) => compareRuns(runs).differences.find(({ path }) => path === 'seed')?.groups.map(({ values }) => values);
    expect(seeds([one, two, other])).toEqual([[1, 2], [3]]);
    expect(seeds([one, other])).toEqual([[1], [3]]);
    expect(seeds([one, same])).toBeUndefined();
  }));

  it('calls a group by its oldest run, whatever the order in which runs are named', () => withStore((store) => {
    const [one, two, other] = [finished(store, 'first', { seed: 1 }, 0.9), finished(store, 'second', { seed: 2 }, 0.9), finished(store, 'other', { batchSize: 8 }, 0.8)];
    expect(compareRuns([two, other, one]).groups.map(({ label, runs }) => [label, runs.map(({ id }) => id)])).toEqual([['first × 2', [one.id, two.id]], ['other', [other.id]]]);
  }));

  it('knows that a smaller loss is better and takes the value that is asked for', () => withStore((store) => {
    const runs = [1, 2, 3].flatMap((seed) => [finished(store, 'a', { seed }, 0.9 + seed / 1000), finished(store, 'b', { seed, batchSize: 8 }, 0.7)]);
    const { verdicts, higherIsBetter, metric } = compareRuns(runs, 'val_loss.min');
    expect([metric, higherIsBetter, verdicts[0]!.outcome]).toEqual(['val_loss.min', false, 'bBetter']);
  }));

  it('does not count what has not ended', () => withStore((store) => {
    const runs = [finished(store, 'a', { seed: 1 }, 0.9), finished(store, 'a', { seed: 2 }, 0.91), finished(store, 'b', { batchSize: 8 }, 0.8), started(store, 'b', { batchSize: 8, seed: 9 }, 0.1)];
    const { sides, training, groups, verdicts } = compareRuns(runs);
    expect([groups[1]!.runs.length, sides[1]!.n, sides[1]!.mean, training]).toEqual([2, 1, 0.8, 1]);
    expect(verdicts[0]).toMatchObject({ outcome: 'untested', lacking: ['b × 2'] });
  }));

  it('says of what has no finite value that it has none, and of the same training twice that it counts once', () => withStore((store) => {
    const [a, broken, again] = [finished(store, 'a', { seed: 1 }, 0.9), finished(store, 'b', { batchSize: 8 }, Number.NaN), finished(store, 'a again', { seed: 1 }, 0.9)];
    const { sides, verdicts } = compareRuns([a, broken]);
    expect([sides[1]!.n, verdicts[0]!.outcome, verdicts[0]!.sentence]).toEqual([0, 'untested', 'not tested: b has no finite value of this metric']);
    expect(compareRuns([broken, a]).verdicts[0]).toMatchObject({ outcome: 'untested', lacking: [] });
    const same = compareRuns([a, again]);
    expect([same.groups.length, same.sides[0]!.n, same.differences, same.verdicts]).toEqual([1, 1, [], []]);
  }));

  it('asks for no seeds of a run that came in without its config, or that goes on from another', () => withStore((store) => {
    const [a, foreign] = [finished(store, 'a', {}, 0.9), { ...finished(store, 'foreign', { batchSize: 8 }, 0.8), configKnown: 'nothing' as const }];
    const fork = { ...finished(store, 'fork', { batchSize: 16 }, 0.7), parent: { id: a.id, name: 'a', epoch: 1 } };
    expect(compareRuns([a, foreign, fork]).verdicts.map(({ outcome, lacking }) => [outcome, lacking])).toEqual([['untested', []], ['untested', []]]);
  }));

  it('says what it lacks', () => withStore((store) => {
    const runs = [finished(store, 'a', {}, 0.9), finished(store, 'b', { batchSize: 8 }, 0.8)];
    expect(() => compareRuns(runs, 'val_f1')).toThrow(/has the metric "val_f1"\. They have val_accuracy, val_loss/);
    expect(() => compareRuns(runs.slice(0, 1))).toThrow(/at least two runs/);
    expect(compareRuns(runs).verdicts[0]).toMatchObject({ outcome: 'untested' });
  }));
});
