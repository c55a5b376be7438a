import { expect, test } from 'vitest';
import type { Handlers } from '../../../src/contract/api.ts';
import type { DataSetDetail, DataSetPreview } from '../../../src/contract/data-sets.ts';
import { AppError } from '../../../src/contract/errors.ts';
import { useDataSets } from '../../../src/renderer/stores/data-sets.ts';
import { useImports, type ImportSource } from '../../../src/renderer/stores/imports.ts';
import { freshStores } from '../../support/renderer.ts';

const mebibyte = 1024 * 1024;
const stored = { id: 'set-9', name: 'people', rows: 7, profile: [], notes: [] } as unknown as DataSetDetail;

const preview = { name: 'people', rows: 7, whole: true, columns: [], hints: [], problems: [] } as unknown as DataSetPreview;

/** As a person does that takes the first look for good. */
async function importAtOnce(source: ImportSource): Promise<number> {
  const imports = useImports();
  const key = imports.add(source);
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('preview');
  imports.start(key);
  return key;
}

function file(size: number, name = 'people.csv'): ImportSource {
  const bytes = new Uint8Array(size).map((_, at) => at % 251);
  return { name, size, slice: (from, to) => ({ arrayBuffer: () => Promise.resolve(bytes.slice(from, to).buffer) }) };
}

function host(over: Partial<Handlers> = {}) {
  const chunks: Uint8Array[] = [];
  const bridge = freshStores({
    'dataSets.preview': () => preview,
    'dataSets.beginImport': () => ({ importId: 'import-1' }),
    'dataSets.sendChunk': ({ bytes }) => ({ rows: chunks.push(bytes) }),
    'dataSets.finishImport': () => stored,
    'dataSets.cancelImport': () => null,
    ...over,
  });
  return { chunks, methods: () => bridge.calls.map((call) => call.method), bridge };
}

test('a file is looked at, and nothing is begun before a person says so', async () => {
  const { bridge, methods } = host();
  const imports = useImports();
  const key = imports.add(file(3 * mebibyte));
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('preview');
  expect(imports.opened?.key).toBe(key);
  expect(methods()).toEqual(['dataSets.preview']);
  expect(bridge.calls[0]?.input).toMatchObject({ fileName: 'people.csv', whole: false, bytes: { length: 2 * mebibyte } });
});

test('what is corrected is looked at again, and imported so', async () => {
  const { bridge } = host();
  const imports = useImports();
  const key = imports.add(file(5));
  imports.correct(key, { categorical: ['zip'] });
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('preview');
  imports.start(key);
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('done');
  expect(bridge.calls.findLast((call) => call.method === 'dataSets.preview')?.input).toMatchObject({ options: { categorical: ['zip'] } });
  expect(bridge.calls.findLast((call) => call.method === 'dataSets.beginImport')?.input).toMatchObject({ fileName: 'people.csv', options: { categorical: ['zip'] } });
});

test('an answer that a correction has overtaken is dropped', async () => {
  const answers: ((found: DataSetPreview) => void)[] = [];
  host({ 'dataSets.preview': () => new Promise((resolve) => { answers.push(resolve); }) });
  const imports = useImports();
  const key = imports.add(file(5));
  imports.correct(key, { delimiter: ';' });
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!({ ...preview, name: 'later' });
  await expect.poll(() => imports.items.get(key)?.preview?.name).toBe('later');
  answers[0]!({ ...preview, name: 'earlier' });
  await Promise.resolve();
  expect(imports.items.get(key)?.preview?.name).toBe('later');
});

test('a file is sent in whole, a mebibyte at a time, and becomes a data set', async () => {
  const { chunks } = host();
  const key = await importAtOnce(file(2 * mebibyte + 5));
  await expect.poll(() => useImports().items.get(key)?.state.kind).toBe('done');
  expect(chunks.map((chunk) => chunk.length)).toEqual([mebibyte, mebibyte, 5]);
  expect(chunks[2]?.[0]).toBe((2 * mebibyte) % 251);
  expect(useDataSets().find('people')?.id).toBe('set-9');
});

test('a refused file goes back to its preview with the reason, and leaves nothing begun', async () => {
  const { methods } = host({ 'dataSets.finishImport': () => { throw new AppError('conflict', 'There is one of that name.', 'name'); } });
  const key = await importAtOnce(file(10));
  await expect.poll(() => useImports().items.get(key)?.state).toEqual({ kind: 'preview', refusal: { message: 'There is one of that name.', field: 'name' } });
  expect(useImports().opened?.key).toBe(key);
  expect(methods().at(-1)).toBe('dataSets.cancelImport');
});

test('cancelling stops the sending and tells main', async () => {
  let release = () => undefined as void;
  const { methods } = host({ 'dataSets.sendChunk': () => new Promise((resolve) => { release = () => resolve({ rows: 1 }); }) });
  const imports = useImports();
  const key = await importAtOnce(file(3 * mebibyte));
  await expect.poll(() => methods()).toContain('dataSets.sendChunk');
  imports.dismiss(key);
  release();
  await expect.poll(() => imports.busy).toBe(false);
  expect(methods().filter((method) => method === 'dataSets.sendChunk')).toHaveLength(1);
  expect(methods()).toContain('dataSets.cancelImport');
  expect(methods()).not.toContain('dataSets.finishImport');
});

test('a file that vanishes before it is read says so', async () => {
  host();
  const imports = useImports();
  const key = imports.add({ name: 'gone.csv', size: 9, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) });
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('failed');
  expect(imports.items.get(key)?.state).toMatchObject({ message: expect.stringContaining('gone.csv') });
});

test('files are sent one after the other, and the next preview comes up by itself', async () => {
  const { methods } = host();
  const imports = useImports();
  const [first, second] = [imports.add(file(5)), imports.add(file(5, 'second.csv'))];
  await expect.poll(() => [first, second].map((key) => imports.items.get(key)?.state.kind)).toEqual(['preview', 'preview']);
  imports.start(first);
  expect(imports.opened?.key).toBe(second);
  imports.start(second);
  expect(imports.opened).toBeNull();
  await expect.poll(() => [first, second].map((key) => imports.items.get(key)?.state.kind)).toEqual(['done', 'done']);
  expect(methods().slice(2)).toEqual([...Array(2)].flatMap(() => ['dataSets.beginImport', 'dataSets.sendChunk', 'dataSets.finishImport']));
});
