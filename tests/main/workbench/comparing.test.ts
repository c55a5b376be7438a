import { expect, test } from 'vitest';
import { rightRows } from '../../../src/compare/classification/right-rows.ts';
import { unpackPredictions } from '../../../src/contract/comparisons.ts';
import { call, ended, endless, launch, refusal, short, testWorkbench, withEpochs } from '../../support/workbench.ts';

test('final weights predict the rows that a run was measured on, as well as it was measured', async () => {
  const workbench = await testWorkbench();
  const id = await launch(workbench, { data: { set: 'iris' }, epochs: 8, seed: 3 });
  const { metrics } = await ended(workbench, id);
  const [predictions] = (await call(workbench, 'runs.predictions', { ids: [id, 'gone'], part: 'validation' })).map(unpackPredictions);
  const { problem, classes, rows, values, total } = predictions!;
  expect([problem, classes.length, rows.length, values.length]).toEqual([null, 3, total, 3 * total]);
  const right = rightRows(predictions!).filter(Boolean).length / rows.length;
  expect(right).toBeCloseTo(metrics['val_accuracy']!.best!, 12);
});

test('a run without such rows says so', async () => {
  const workbench = await testWorkbench();
  const id = await launch(workbench, { ...short, data: { set: 'xor', split: { validation: 0.2, test: 0 } } });
  await ended(workbench, id);
  const [predictions] = await call(workbench, 'runs.predictions', { ids: [id], part: 'test' });
  expect(predictions!.problem).toMatch(/no test rows/);
});

test('weights of an epoch predict too, also of a run that trains on', async () => {
  const workbench = await testWorkbench();
  const id = await launch(workbench, { ...endless, data: { set: 'iris' } });
  await withEpochs(workbench, id, 3);
  const asked = async (epochs: Record<string, number>) => (await call(workbench, 'runs.predictions', { ids: [id], part: 'validation', epochs })).map(unpackPredictions)[0]!;
  expect((await asked({})).problem).toMatch(/has not ended/);
  const [first, third] = [await asked({ [id]: 1 }), await asked({ [id]: 3 })];
  expect([first.problem, first.epoch, third.epoch]).toEqual([null, 1, 3]);
  expect(first.rows).toEqual(third.rows);
  expect(first.values).not.toEqual(third.values);
  expect((await asked({ [id]: 1_000_000 })).problem).toMatch(/epochs 0 to/);
});

test('two single runs are held against each other on the same rows', async () => {
  const workbench = await testWorkbench();
  const a = await launch(workbench, { ...short, epochs: 1 });
  const b = await launch(workbench, { ...short, epochs: 40, optimizer: { name: 'adam', learningRate: 0.05 } });
  await Promise.all([ended(workbench, a), ended(workbench, b)]);
  const { groups, verdicts, metric } = await call(workbench, 'runs.compare', { ids: [a, b] });
  expect([groups.map(({ ids }) => ids), metric]).toEqual([[[a], [b]], 'val_accuracy.best']);
  const [{ evidence }] = verdicts as [(typeof verdicts)[number]];
  const rows = [workbench.store.runs.row(a), workbench.store.runs.row(b)].map(({ metrics }) => metrics['val_accuracy']!.best!);
  expect(evidence).toMatchObject({ kind: 'mcnemar', difference: expect.closeTo(rows[1]! - rows[0]!, 12) as number });
});

test('runs that saw other rows are not', async () => {
  const workbench = await testWorkbench();
  const a = await launch(workbench, short);
  const b = await launch(workbench, { ...short, batchSize: 8, data: { set: 'xor', split: { validation: 0.2, seed: 9 } } });
  await Promise.all([ended(workbench, a), ended(workbench, b)]);
  const { verdicts } = await call(workbench, 'runs.compare', { ids: [a, b] });
  expect(verdicts[0]).toMatchObject({ outcome: 'untested', evidence: null });
});

test('a report draws a group as the window does, whatever the order of its runs and whichever of them are hidden', async () => {
  const workbench = await testWorkbench();
  const config = { ...short, epochs: 2 };
  const [first, second, third] = [await launch(workbench, { ...config, name: 'a', seed: 1 }), await launch(workbench, { ...config, name: 'b', seed: 2 }), await launch(workbench, { ...config, name: 'c', seed: 3 })] as [string, string, string];
  const other = await launch(workbench, { ...config, name: 'other', batchSize: 8 });
  for (const id of [first, second, third, other]) await ended(workbench, id);
  for (const [id, colour] of [[first, 'wine'], [second, 'teal'], [third, 'sand'], [other, 'cyan']] as const) await call(workbench, 'runs.edit', { runs: [id], change: { kind: 'colour', colour } });
  const inkOf = async (label: string, asked: { ids: string[]; hidden?: string[]; group: string | null }) => {
    const { html } = await call(workbench, 'runs.report', asked);
    const keys = html.matchAll(/stroke="var\(--run-(\w+)\)"(?:(?!<span>).)*<span>([^<]+)/g);
    return [...new Set([...keys].filter(([, , name]) => name!.trim() === label).map(([, ink]) => ink))];
  };
  expect(await inkOf('a × 3', { ids: [third, other, first, second], group: 'replicates' })).toEqual(['wine']);
  expect(await inkOf('b × 2', { ids: [third, other, second], hidden: [first], group: 'replicates' })).toEqual(['wine']);
  expect(await inkOf('batchSize 32 × 2', { ids: [other, third, second], hidden: [first], group: 'batchSize' })).toEqual(['wine']);
  expect(await inkOf('c', { ids: [third, other], group: null })).toEqual(['sand']);
});

test('a metric that no run has is refused by name', async () => {
  const workbench = await testWorkbench();
  const ids = [await launch(workbench, short), await launch(workbench, { ...short, batchSize: 8 })];
  await Promise.all(ids.map((id) => ended(workbench, id)));
  expect(await refusal(workbench, 'runs.compare', { ids, metric: 'val_r2' })).toMatchObject({ code: 'invalidInput', field: 'metric' });
});
