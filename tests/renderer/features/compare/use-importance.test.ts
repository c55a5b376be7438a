import { effectScope, shallowRef } from 'vue';
import { expect, test } from 'vitest';
import type { Gathered } from '../../../../src/compare/importance/gather.ts';
import { importanceOf, type Importance } from '../../../../src/compare/importance/importance.ts';
import { useImportance } from '../../../../src/renderer/features/compare/importance/use-importance.ts';
import { useComparison } from '../../../../src/renderer/stores/comparison.ts';
import { freshStores } from '../../../support/renderer.ts';
import { metricSummary, runRow } from '../../../support/run-row.ts';

const rows = Array.from({ length: 16 }, (_, at) => runRow({ id: `r${at}`, config: { batchSize: 8 + at, seed: at }, metrics: { val_loss: metricSummary({ best: at }) } }));

/** A worker that does nothing until it is told to. */
async function measuring(compared = rows) {
  freshStores({ 'runs.rows': ({ ids }) => compared.filter(({ id }) => ids.includes(id)) });
  const comparison = useComparison();
  await comparison.compare(compared.map(({ id }) => id));
  const started: { gathered: Gathered; share: (done: number) => void; resolve: (found: Importance) => void; reject: (error: Error) => void; cancelled: boolean }[] = [];
  const scope = effectScope();
  const wanted = shallowRef({ metric: 'val_loss', part: 'best' as const });
  const found = scope.run(() => useImportance(wanted, (gathered, share) => {
    const { promise, resolve, reject } = Promise.withResolvers<Importance>();
    const one = { gathered, share, resolve, reject, cancelled: false };
    started.push(one);
    return { done: promise, cancel: () => { one.cancelled = true; } };
  }))!;
  return { comparison, started, scope, wanted, ...found };
}

test('measures what is compared, tells how far it is, and shows what was found', async () => {
  const { started, share, found, scope } = await measuring();
  expect(share.value).toBe(0);
  started[0]!.share(0.4);
  expect(share.value).toBe(0.4);
  const importance = importanceOf(started[0]!.gathered, { trees: 10, halves: 2 });
  started[0]!.resolve(importance);
  await expect.poll(() => found.value).toBe(importance);
  expect(share.value).toBeNull();
  scope.stop();
});

test('cancelling ends the worker, and it can be begun again', async () => {
  const { started, share, cancelled, cancel, begin, found, scope } = await measuring();
  cancel();
  expect([started[0]!.cancelled, share.value, cancelled.value]).toEqual([true, null, true]);
  started[0]!.share(0.9);
  started[0]!.resolve({ runs: 0, leftOut: 0, configs: 0, explained: 0, features: [] });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([share.value, found.value]).toEqual([null, null]);
  begin();
  expect([started.length, share.value, cancelled.value]).toEqual([2, 0, false]);
  scope.stop();
  expect(started[1]!.cancelled).toBe(true);
});

test('a brush measures anew, of the runs that it lets through', async () => {
  const { comparison, started, problem, scope } = await measuring();
  comparison.brush('batchSize', { from: 8, to: 20 });
  await expect.poll(() => started).toHaveLength(2);
  expect([started[0]!.cancelled, started[1]!.gathered.target.length]).toEqual([true, 13]);
  comparison.brush('batchSize', { from: 8, to: 9 });
  await expect.poll(() => problem.value).toBe('tooFew');
  expect(started).toHaveLength(2);
  scope.stop();
});

test('runs that still train do not count, and a failure is told', async () => {
  const { started, error, gathered, scope } = await measuring(rows.map((row, at) => (at < 2 ? { ...row, status: 'running', endedAt: null } : row)));
  expect(gathered.value.target).toHaveLength(14);
  started[0]!.reject(new Error('out of memory'));
  await expect.poll(() => error.value).toContain('failed');
  scope.stop();
});
