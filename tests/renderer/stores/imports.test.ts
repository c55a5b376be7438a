import { expect, test } from 'vitest';
import type { Handlers } from '../../../src/contract/api.ts';
import type { DataSetDetail } from '../../../src/contract/data-sets.ts';
import { AppError } from '../../../src/contract/errors.ts';
import { useDataSets } from '../../../src/renderer/stores/data-sets.ts';
import { useImports, type ImportSource } from '../../../src/renderer/stores/imports.ts';
import { freshStores } from '../../support/renderer.ts';

const mebibyte = 1024 * 1024;
const stored = { id: 'set-9', name: 'people', rows: 7, profile: [], notes: [] } as unknown as DataSetDetail;

function file(size: number, name = 'people.csv'): ImportSource {
  const bytes = new Uint8Array(size).map((_, at) => at % 251);
  return { name, size, slice: (from, to) => ({ arrayBuffer: () => Promise.resolve(bytes.slice(from, to).buffer) }) };
}

function host(over: Partial<Handlers> = {}) {
  const chunks: Uint8Array[] = [];
  const bridge = freshStores({
    'dataSets.beginImport': () => ({ importId: 'import-1' }),
    'dataSets.sendChunk': ({ bytes }) => ({ rows: chunks.push(bytes) }),
    'dataSets.finishImport': () => stored,
    'dataSets.cancelImport': () => null,
    ...over,
  });
  return { chunks, methods: () => bridge.calls.map((call) => call.method), bridge };
}

test('a file is sent in whole, a mebibyte at a time, and becomes a data set', async () => {
  const { chunks } = host();
  const imports = useImports();
  const key = imports.add(file(2 * mebibyte + 5));
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('done');
  expect(chunks.map((chunk) => chunk.length)).toEqual([mebibyte, mebibyte, 5]);
  expect(chunks[2]?.[0]).toBe((2 * mebibyte) % 251);
  expect(useDataSets().find('people')?.id).toBe('set-9');
});

test('a refused file keeps its reason in place and leaves nothing begun', async () => {
  const { methods } = host({ 'dataSets.finishImport': () => { throw new AppError('unreadable', 'people.csv, line 3: 4 cells, 5 expected.'); } });
  const imports = useImports();
  const key = imports.add(file(10));
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('failed');
  expect(imports.items.get(key)?.state).toEqual({ kind: 'failed', message: 'people.csv, line 3: 4 cells, 5 expected.' });
  expect(methods().at(-1)).toBe('dataSets.cancelImport');
});

test('cancelling stops the sending and tells main', async () => {
  let release = () => undefined as void;
  const { methods } = host({ 'dataSets.sendChunk': () => new Promise((resolve) => { release = () => resolve({ rows: 1 }); }) });
  const imports = useImports();
  const key = imports.add(file(3 * mebibyte));
  await expect.poll(() => methods()).toContain('dataSets.sendChunk');
  imports.dismiss(key);
  release();
  await expect.poll(() => imports.busy).toBe(false);
  expect(methods().filter((method) => method === 'dataSets.sendChunk')).toHaveLength(1);
  expect(methods()).toContain('dataSets.cancelImport');
  expect(methods()).not.toContain('dataSets.finishImport');
});

test('a file that vanishes while it is read says so', async () => {
  host();
  const imports = useImports();
  const key = imports.add({ name: 'gone.csv', size: 9, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) });
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('failed');
  expect(imports.items.get(key)?.state).toMatchObject({ message: expect.stringContaining('gone.csv') });
});

test('files go one after the other', async () => {
  const { methods } = host();
  const imports = useImports();
  const first = imports.add(file(5));
  const second = imports.add(file(5, 'second.csv'));
  await expect.poll(() => [first, second].map((key) => imports.items.get(key)?.state.kind)).toEqual(['done', 'done']);
  expect(methods().slice(0, 6)).toEqual([...Array(2)].flatMap(() => ['dataSets.beginImport', 'dataSets.sendChunk', 'dataSets.finishImport']));
});

test('a refused file can be tried again with what the person knows about it', async () => {
  const { bridge } = host({ 'dataSets.finishImport': () => { throw new AppError('unreadable', 'no'); } });
  const imports = useImports();
  const key = imports.add(file(5));
  await expect.poll(() => imports.items.get(key)?.state.kind).toBe('failed');
  imports.retry(key, { categorical: ['zip'] });
  await expect.poll(() => bridge.calls.findLast((call) => call.method === 'dataSets.beginImport')?.input)
    .toMatchObject({ fileName: 'people.csv', options: { categorical: ['zip'] } });
});
