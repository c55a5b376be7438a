import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ModelSummary } from '../../../src/contract/models.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { call, ended, launch, refusal, testWorkbench } from '../../support/workbench.ts';

const config = { data: { set: 'xor', split: { validation: 0.2, test: 0.2 } }, epochs: 4, network: [{ layer: 'dense', units: 4 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] };

async function shelf(): Promise<{ workbench: Workbench; run: string; id: string }> {
  const workbench = await testWorkbench();
  const run = await launch(workbench, { ...config, name: 'first' });
  await ended(workbench, run);
  const { id } = await call(workbench, 'models.promote', { runId: run, at: 3, name: 'gates', aliases: ['production'] });
  return { workbench, run, id };
}

async function exported(workbench: Workbench, request: Parameters<typeof call<'exports.begin'>>[2]): Promise<{ fileName: string; bytes: Buffer }> {
  const { exportId, fileName } = await call(workbench, 'exports.begin', request);
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { bytes, done } = await call(workbench, 'exports.next', { exportId });
    pieces.push(bytes);
    if (done) return { fileName, bytes: Buffer.concat(pieces) };
  }
}

it('shows a version with what it was trained on and what it reached', async () => {
  const { workbench, run, id } = await shelf();
  const model = await call(workbench, 'models.get', { id });
  expect(model).toMatchObject({ name: 'gates', versions: 1, aliases: [{ alias: 'production', version: 1 }] });
  expect(model.latest).toMatchObject({ version: 1, epoch: 3, run: { id: run, exists: true }, dataSet: { name: 'xor', exists: true }, target: 'class' });
  expect(model.latest.metrics).toHaveProperty('test_accuracy');
  expect(await call(workbench, 'models.find', { reference: 'gates@production' })).toEqual({ id, version: 1 });
});

it('tells every window what has changed', async () => {
  const { workbench, run, id } = await shelf();
  const heard: ModelSummary[][] = [];
  workbench.on('models.changed', ({ models }) => heard.push(models));
  await call(workbench, 'models.promote', { runId: run, at: 4, name: 'GATES' });
  await call(workbench, 'models.rename', { id, name: 'doors' });
  await call(workbench, 'models.setNote', { id, note: 'good' });
  await call(workbench, 'models.setAlias', { id, alias: 'production', version: 2 });
  await call(workbench, 'models.remove', { id });
  expect(await call(workbench, 'trash.others', null)).toMatchObject({ models: [{ id, name: 'doors' }], dataSets: [] });
  expect(await call(workbench, 'trash.size', null)).toMatchObject({ models: 1 });
  await call(workbench, 'models.restore', { id });
  expect(heard.map((models) => models.map(({ name, versions, note, aliases }) => [name, versions, note, aliases[0]?.version]))).toEqual([
    [['gates', 2, '', 1]], [['doors', 2, '', 1]], [['doors', 2, 'good', 1]], [['doors', 2, 'good', 2]], [], [['doors', 2, 'good', 2]],
  ]);
});

it('a version outlives its run: it still computes and still leaves as a file, which is then among its exports', async () => {
  const { workbench, run, id } = await shelf();
  const before = await exported(workbench, { model: { id, version: 1 }, format: 'json' });
  await call(workbench, 'runs.edit', { runs: [run], change: { kind: 'trash' } });
  await call(workbench, 'trash.empty', null);
  expect(await refusal(workbench, 'models.form', { kind: 'run', id: run })).toMatchObject({ code: 'notFound' });
  const form = await call(workbench, 'models.form', { kind: 'model', id, version: 1 });
  expect(form.weights.length).toBe(4 * (3 * 4 + 5 * 2));
  expect(form.facts.samples.length).toBeGreaterThan(10);
  const after = await exported(workbench, { model: { id, version: 1 }, format: 'json' });
  expect(after).toEqual(before);
  expect(after.fileName).toBe('gates version 1.json');
  const { latest } = await call(workbench, 'models.get', { id });
  expect(latest.run.exists).toBe(false);
  expect(latest.exports).toEqual([1, 2].map(() => expect.objectContaining({ format: 'json', fileName: 'gates version 1.json', bytes: after.bytes.length, sha256: createHash('sha256').update(after.bytes).digest('hex') }) as unknown));
});

it('finds the best of some runs by any metric, in its direction', async () => {
  const { workbench, run } = await shelf();
  const other = await launch(workbench, { ...config, name: 'second', epochs: 30 });
  await ended(workbench, other);
  const lowest = await call(workbench, 'runs.best', { runs: { filter: '' }, metric: 'val_loss' });
  const all = [run, other].flatMap((id) => workbench.store.points.series(id, { metrics: ['val_loss'] }).flatMap(({ epochs, values }) => epochs.map((epoch, at) => ({ id, epoch, value: values[at]! }))));
  const best = all.reduce((a, b) => (b.value < a.value ? b : a));
  expect(lowest).toMatchObject({ ...best, candidates: 2 });
  expect(await call(workbench, 'runs.best', { runs: [run], metric: 'val_loss' })).toMatchObject({ id: run, candidates: 1 });
  expect(await call(workbench, 'runs.best', { runs: { filter: 'name = "nobody"' }, metric: 'val_loss' })).toBeNull();
  expect(await call(workbench, 'runs.best', { runs: [run], metric: 'val_mse' })).toBeNull();
});

it('an export that was cancelled, or never begun, is over', async () => {
  const { workbench, run } = await shelf();
  const { exportId } = await call(workbench, 'exports.begin', { ids: [run], format: 'capsule' });
  await call(workbench, 'exports.cancel', { exportId });
  expect(await refusal(workbench, 'exports.next', { exportId })).toMatchObject({ code: 'notFound' });
});

it('cuts pieces that are larger than an answer may be', async () => {
  const { workbench, run } = await shelf();
  const { bytes } = await exported(workbench, { ids: [run], format: 'onnx', at: 'last' });
  const whole = await workbench.exportRun({ ids: [run], format: 'onnx', at: 'last' });
  expect(bytes.equals(Buffer.concat([...whole.pieces]))).toBe(true);
});
