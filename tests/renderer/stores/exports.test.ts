import { beforeEach, expect, test, vi } from 'vitest';
import type { Handlers } from '../../../src/contract/api.ts';
import { AppError } from '../../../src/contract/errors.ts';
import { useExports } from '../../../src/renderer/stores/exports.ts';
import { useToasts } from '../../../src/renderer/stores/toasts.ts';
import { freshStores } from '../../support/renderer.ts';

const saved = vi.hoisted(() => [] as { name: string; blob: Blob }[]);
vi.mock('../../../src/renderer/ui/save-file.ts', () => ({ saveFile: (blob: Blob, name: string) => saved.push({ name, blob }) }));
beforeEach(() => { saved.length = 0; });

const request = { ids: ['r'], format: 'json' as const };
const begun = { exportId: 'x', fileName: 'r epoch 3.json', run: 'r', epoch: 3 };
const textOf = async () => Promise.all(saved.map(async ({ name, blob }) => [name, await blob.text()]));
const told = () => useToasts().shown.map(({ message }) => message);

function host(over: Partial<Handlers>) {
  const bridge = freshStores({ 'exports.begin': () => begun, 'exports.cancel': () => null, ...over });
  return { cancelled: () => bridge.calls.filter(({ method }) => method === 'exports.cancel').map(({ input }) => input) };
}

/** Answers that are given by hand, in order. */
function answers<T>() {
  const waiting: { resolve: (value: T) => void; reject: (error: Error) => void }[] = [];
  return { waiting, ask: () => new Promise<T>((resolve, reject) => waiting.push({ resolve, reject })) };
}
const piece = (text: string, done: boolean) => ({ bytes: new TextEncoder().encode(text), share: done ? 1 : 0.5, done });

test('a file is fetched piece by piece and handed over whole, telling how far it is', async () => {
  const next = answers<ReturnType<typeof piece>>();
  host({ 'exports.next': next.ask });
  const exports = useExports();
  const ended = exports.exportFile(request, 'r');
  await expect.poll(() => next.waiting.length).toBe(1);
  next.waiting[0]!.resolve(piece('one ', false));
  await expect.poll(() => [...exports.running.values()][0]).toMatchObject({ fileName: 'r epoch 3.json', bytes: 4, share: 0.5 });
  expect(saved).toEqual([]);
  await expect.poll(() => next.waiting.length).toBe(2);
  next.waiting[1]!.resolve(piece('two', true));
  await ended;
  expect(await textOf()).toEqual([['r epoch 3.json', 'one two']]);
  expect(exports.running.size).toBe(0);
  expect(told()).toEqual(['Exported r epoch 3.json, 7 bytes.']);
});

test('one that is cancelled between two pieces is taken off at once, ended in main, and hands over nothing', async () => {
  const next = answers<ReturnType<typeof piece>>();
  const { cancelled } = host({ 'exports.next': next.ask });
  const exports = useExports();
  const ended = exports.exportFile(request, 'r');
  await expect.poll(() => next.waiting.length).toBe(1);
  exports.cancel([...exports.running.keys()][0]!);
  expect(exports.running.size).toBe(0);
  next.waiting[0]!.resolve(piece('all of it', true));
  await ended;
  expect(cancelled()).toEqual([{ exportId: 'x' }]);
  expect([saved, told()]).toEqual([[], []]);
});

test('one that is cancelled while its weights are still computed is ended by the name that it was begun under', async () => {
  const begin = answers<typeof begun>();
  const { cancelled } = host({ 'exports.begin': begin.ask });
  const exports = useExports();
  const ended = exports.exportFile(request, 'r');
  await expect.poll(() => begin.waiting.length).toBe(1);
  exports.cancel([...exports.running.keys()][0]!);
  expect(cancelled()).toEqual([{ exportId: 'export 1' }]);
  begin.waiting[0]!.reject(new AppError('cancelled', 'This was cancelled.'));
  await ended;
  expect(told()).toEqual([]);
});

test('one that was begun in the moment in which it was cancelled is ended as well', async () => {
  const begin = answers<typeof begun>();
  const { cancelled } = host({ 'exports.begin': begin.ask });
  const exports = useExports();
  const ended = exports.exportFile(request, 'r');
  await expect.poll(() => begin.waiting.length).toBe(1);
  exports.cancel([...exports.running.keys()][0]!);
  begin.waiting[0]!.resolve(begun);
  await ended;
  expect(cancelled()).toContainEqual({ exportId: 'x' });
});

test('what goes wrong is told, and nothing is handed over', async () => {
  host({ 'exports.next': () => { throw new AppError('damaged', 'The weights of epoch 3 are damaged. Verify the run.'); } });
  await useExports().exportFile(request, 'r');
  expect(told()).toEqual(['The weights of epoch 3 are damaged. Verify the run.']);
  expect(saved).toEqual([]);
});
