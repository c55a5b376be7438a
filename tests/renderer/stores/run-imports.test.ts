import { expect, test } from 'vitest';
import type { Handlers } from '../../../src/contract/api.ts';
import { AppError } from '../../../src/contract/errors.ts';
import { largestRunFile, type RunImportPreview, type RunImportReport } from '../../../src/contract/files.ts';
import type { ImportSource } from '../../../src/renderer/stores/imports.ts';
import { useOpenedModels } from '../../../src/renderer/stores/opened-models.ts';
import { useRunImports } from '../../../src/renderer/stores/run-imports.ts';
import { freshStores } from '../../support/renderer.ts';

const mebibyte = 1024 * 1024;
const preview = { kind: 'json', total: 1, runs: [], dataSets: [], notes: [] } satisfies RunImportPreview;
const report = { kind: 'json', runs: [], dataSets: [], notes: [] } satisfies RunImportReport;

function file(size: number, slice?: ImportSource['slice']): ImportSource {
  return { name: 'model.json', size, slice: slice ?? ((from, to) => ({ arrayBuffer: () => Promise.resolve(new ArrayBuffer(to - from)) })) };
}

function host(over: Partial<Handlers> = {}) {
  const sent: number[] = [];
  const bridge = freshStores({
    'runImports.begin': () => ({ importId: 'i' }),
    'runImports.send': ({ bytes }) => {
      sent.push(bytes.length);
      return null;
    },
    'runImports.look': () => preview,
    'runImports.finish': () => report,
    'runImports.cancel': () => null,
    ...over,
  });
  const methods = () => bridge.calls.map(({ method }) => method);
  return { sent, bridge, methods };
}

async function looked(source = file(5)): Promise<number> {
  useRunImports().add(source);
  await expect.poll(() => useRunImports().shown?.state.kind).toBe('preview');
  return useRunImports().shown!.key;
}

test('a file is sent in pieces and looked at; it is stored when a person says so', async () => {
  const { sent, methods, bridge } = host();
  const key = await looked(file(2 * mebibyte + 5));
  expect(sent).toEqual([mebibyte, mebibyte, 5]);
  expect(methods()).not.toContain('runImports.finish');
  const storing = useRunImports().store(key);
  bridge.emit('runImports.storing', { importId: 'other', done: 3, total: 4 });
  bridge.emit('runImports.storing', { importId: 'i', done: 1, total: 4 });
  expect(useRunImports().shown?.state).toMatchObject({ kind: 'storing', share: 0.25 });
  expect(await storing).toEqual(report);
  expect(bridge.listeners('runImports.storing')).toBe(0);
});

test('one that is dismissed while it is sent is off the screen at once, sends no more and is ended in main', async () => {
  const reads: (() => void)[] = [];
  const { sent, methods } = host();
  useRunImports().add(file(3 * mebibyte, (from, to) => ({ arrayBuffer: () => new Promise((resolve) => { reads.push(() => resolve(new ArrayBuffer(to - from))); }) })));
  await expect.poll(() => reads.length).toBe(1);
  useRunImports().dismiss(useRunImports().shown!.key);
  expect(useRunImports().shown).toBeNull();
  reads[0]!();
  await expect.poll(() => sent.length).toBe(1);
  await expect.poll(methods).toContain('runImports.cancel');
  expect(reads.length).toBe(1);
  expect(methods()).not.toContain('runImports.look');
});

test('one that is dismissed while it is read is ended in main, and what comes then is dropped', async () => {
  let answer: (found: RunImportPreview) => void = () => {};
  const { methods } = host({ 'runImports.look': () => new Promise((resolve) => { answer = resolve; }) });
  useRunImports().add(file(5));
  await expect.poll(() => useRunImports().shown?.state.kind).toBe('reading');
  useRunImports().dismiss(useRunImports().shown!.key);
  answer(preview);
  await expect.poll(methods).toContain('runImports.cancel');
  expect(useRunImports().items.size).toBe(0);
});

test('what is too large, cannot be read or is refused is said, and stores nothing', async () => {
  const { methods } = host({ 'runImports.look': () => { throw new AppError('unreadable', 'model.json ends in the middle of a number.'); } });
  const imports = useRunImports();
  imports.add(file(largestRunFile + 1));
  imports.add(file(5, () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) })));
  imports.add(file(5));
  await expect.poll(() => [...imports.items.values()].map(({ state }) => (state.kind === 'failed' ? state.message : state.kind))).toEqual([
    expect.stringMatching(/^model.json has 1.*Export its runs in several capsules/), expect.stringMatching(/^model.json could not be read any further/), 'model.json ends in the middle of a number.',
  ]);
  expect(methods()).not.toContain('runImports.finish');
});

test('the model in a file opens without being stored', async () => {
  const { methods } = host({ 'runImports.form': () => ({ name: 'theirs' }) as never });
  const opened = await useRunImports().openModel(await looked());
  expect(useOpenedModels().find(opened)).toEqual({ fileName: 'model.json', form: { name: 'theirs' } });
  expect(useRunImports().shown).toBeNull();
  await expect.poll(methods).toContain('runImports.cancel');
  expect(methods()).not.toContain('runImports.finish');
});
