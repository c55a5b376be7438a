import { expect, it } from 'vitest';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { call, ended, launch, refusal, short, testWorkbench } from '../../support/workbench.ts';

async function trained(): Promise<{ workbench: Workbench; run: string }> {
  const workbench = await testWorkbench();
  const run = await launch(workbench);
  await ended(workbench, run);
  return { workbench, run };
}

const fileOf = async (workbench: Workbench, run: string, format: 'capsule' | 'safetensors' | 'history-csv') =>
  Buffer.concat([...(await workbench.exportRun({ ids: [run], format, at: 'best' })).pieces]);

async function sent(workbench: Workbench, fileName: string, bytes: Uint8Array): Promise<string> {
  const { importId } = await call(workbench, 'runImports.begin', { fileName, totalBytes: bytes.length });
  for (let from = 0; from < bytes.length; from += 10_000) await call(workbench, 'runImports.send', { importId, bytes: new Uint8Array(bytes.subarray(from, from + 10_000)) });
  return importId;
}

it('shows what a capsule holds before anything of it is stored, and then stores it', async () => {
  const { workbench: from, run } = await trained();
  const file = await fileOf(from, run, 'capsule');
  const into = await testWorkbench();
  const importId = await sent(into, 'one.trainyard', file);
  const preview = await call(into, 'runImports.look', { importId });
  expect(preview).toMatchObject({ kind: 'capsule', total: 1, dataSets: [{ name: 'xor', known: true }] });
  expect(preview.runs[0]).toMatchObject({ outcome: 'new', epochs: 5, dataSet: 'xor' });
  expect((await call(into, 'runs.list', {})).total).toBe(0);
  const heard: string[] = [];
  into.on('runs.changed', ({ rows }) => heard.push(...rows.map(({ id }) => id)));
  const report = await call(into, 'runImports.finish', { importId });
  expect(report.runs).toEqual([expect.objectContaining({ id: run, outcome: 'added' })]);
  expect(heard).toContain(run);
  expect(into.store.snapshots.epochs(run)).toEqual(from.store.snapshots.epochs(run));
  expect(into.store.records.read(run).links).toEqual(from.store.records.read(run).links);
  const again = await sent(into, 'one.trainyard', file);
  expect((await call(into, 'runImports.look', { importId: again })).runs[0]!.outcome).toBe('here');
  expect((await call(into, 'runImports.finish', { importId: again })).runs[0]!.outcome).toBe('kept');
});

it('shows a model and a history', async () => {
  const { workbench, run } = await trained();
  const model = await sent(workbench, 'model.safetensors', await fileOf(workbench, run, 'safetensors'));
  expect(await call(workbench, 'runImports.look', { importId: model })).toMatchObject({ kind: 'safetensors', runs: [{ snapshots: 1, dataSet: 'xor', network: '2 → 4 → 2, 22 parameters' }] });
  const history = await sent(workbench, 'history.csv', await fileOf(workbench, run, 'history-csv'));
  expect(await call(workbench, 'runImports.look', { importId: history })).toMatchObject({ kind: 'history', runs: [{ epochs: 5, snapshots: 0 }] });
});

it('hands out the model of a file to compute with, and stores nothing of it', async () => {
  const { workbench, run } = await trained();
  const model = await sent(workbench, 'model.safetensors', await fileOf(workbench, run, 'safetensors'));
  expect(await refusal(workbench, 'runImports.form', { importId: model })).toMatchObject({ code: 'conflict' });
  await call(workbench, 'runImports.look', { importId: model });
  const here = await call(workbench, 'models.form', { kind: 'run', id: run });
  const { features, weights, config, facts } = await call(workbench, 'runImports.form', { importId: model });
  expect({ features, weights, network: config.network }).toEqual({ features: here.features, weights: here.weights, network: here.config.network });
  // The table is here, and the config of the file says which of its rows were learned from.
  expect(facts.samples.length).toBeGreaterThan(0);
  expect(facts).toEqual(here.facts);
  expect((await call(workbench, 'runs.list', {})).total).toBe(1);

  const history = await sent(workbench, 'history.csv', await fileOf(workbench, run, 'history-csv'));
  await call(workbench, 'runImports.look', { importId: history });
  expect(await refusal(workbench, 'runImports.form', { importId: history })).toMatchObject({ message: expect.stringContaining('metrics without weights') as string });
  expect(await call(workbench, 'runImports.finish', { importId: history })).toMatchObject({ kind: 'history' });
});

it('ends an import whose file is wrong, cut off or cancelled, and stores nothing', async () => {
  const { workbench, run } = await trained();
  const file = await fileOf(workbench, run, 'safetensors');
  const wrong = await sent(workbench, 'model.safetensors', file.map((byte, at) => (at === 3 ? 255 : byte)));
  expect(await refusal(workbench, 'runImports.look', { importId: wrong })).toMatchObject({ code: expect.stringMatching(/unreadable|tooLarge/) as string });
  expect(await refusal(workbench, 'runImports.finish', { importId: wrong })).toMatchObject({ code: 'notFound' });
  const { importId } = await call(workbench, 'runImports.begin', { fileName: 'model.safetensors', totalBytes: file.length });
  await call(workbench, 'runImports.send', { importId, bytes: new Uint8Array(file.subarray(0, 100)) });
  expect(await refusal(workbench, 'runImports.look', { importId })).toMatchObject({ message: expect.stringContaining('cut off') as string });
  const cancelled = await sent(workbench, 'model.safetensors', file);
  await call(workbench, 'runImports.cancel', { importId: cancelled });
  expect(await refusal(workbench, 'runImports.finish', { importId: cancelled })).toMatchObject({ code: 'notFound' });
  expect((await call(workbench, 'runs.list', {})).total).toBe(1);
});

it('starts a model that was imported from rows of its table, and says that it has none where the table is not here', async () => {
  const from = await testWorkbench();
  const rows = Array.from({ length: 40 }, (_, row) => `${row},${row % 7},${row % 2 ? 'x' : 'y'}`);
  const table = new TextEncoder().encode(['a,b,kind', ...rows].join('\n'));
  const { importId } = await call(from, 'dataSets.beginImport', { fileName: 'own.csv', totalBytes: null, options: { name: 'own', target: 'kind' } });
  await call(from, 'dataSets.sendChunk', { importId, bytes: table });
  await call(from, 'dataSets.finishImport', { importId });
  const run = await launch(from, { ...short, data: { set: 'own', target: 'kind' } });
  await ended(from, run);
  const file = await fileOf(from, run, 'safetensors');
  const here = await call(from, 'models.form', { kind: 'run', id: run });
  const { runs } = await call(from, 'runImports.finish', { importId: await sent(from, 'model.safetensors', file) });
  expect((await call(from, 'models.form', { kind: 'run', id: runs[0]!.id })).facts).toEqual(here.facts);

  const elsewhere = await testWorkbench();
  const model = await sent(elsewhere, 'model.safetensors', file);
  await call(elsewhere, 'runImports.look', { importId: model });
  const none = { rows: { train: 0, validation: 0, test: 0 }, columns: [], samples: [] };
  expect((await call(elsewhere, 'runImports.form', { importId: model })).facts).toEqual(none);
  const stored = await call(elsewhere, 'runImports.finish', { importId: model });
  expect((await call(elsewhere, 'models.form', { kind: 'run', id: stored.runs[0]!.id })).facts).toEqual(none);
});
