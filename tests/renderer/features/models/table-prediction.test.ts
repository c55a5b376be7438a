import { effectScope } from 'vue';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ModelForm } from '../../../../src/contract/models.ts';
import { AppError } from '../../../../src/contract/errors.ts';
import { useTablePrediction } from '../../../../src/renderer/features/models/use-table-prediction.ts';

/** The worker with a model: answers are given by hand. */
const engine = vi.hoisted(() => ({
  asked: [] as { name: string; input: unknown; resolve: (value: unknown) => void; reject: (error: Error) => void }[],
  closed: 0,
}));
vi.mock('../../../../src/renderer/features/models/engine/client.ts', () => ({
  openModel: () => Promise.resolve({
    ask: (name: string, input: unknown) => new Promise((resolve, reject) => engine.asked.push({ name, input, resolve, reject })),
    close: () => { engine.closed++; },
  }),
}));
beforeEach(() => { [engine.asked, engine.closed] = [[], 0]; });

const form = {} as ModelForm;
const mebibyte = 1024 * 1024;
const bytes = (text: string) => new TextEncoder().encode(text);

async function answer(name: string, value: unknown): Promise<void> {
  await expect.poll(() => engine.asked.at(-1)?.name).toBe(name);
  engine.asked.pop()!.resolve(value);
}

const predicting = () => effectScope().run(() => useTablePrediction())!;

test('a file goes to the model in pieces, and what comes back is one file', async () => {
  const { state, predict } = predicting();
  const ended = predict(form, new File([new Uint8Array(mebibyte + 3)], 'rows.csv'), 0.5);
  await answer('begin', null);
  await expect.poll(() => engine.asked.at(-1)?.name).toBe('write');
  expect((engine.asked.at(-1)!.input as { bytes: Uint8Array }).bytes.length).toBe(mebibyte);
  await answer('write', { bytes: bytes('a,prediction\n'), rows: 7 });
  await expect.poll(() => state.value).toMatchObject({ kind: 'running', bytes: mebibyte, totalBytes: mebibyte + 3, rows: 7 });
  await answer('write', { bytes: bytes('1,x\n'), rows: 8 });
  await answer('finish', { bytes: bytes('2,y\n'), rows: 9, report: null, notes: ['a note'] });
  await ended;
  expect(state.value).toMatchObject({ kind: 'done', rows: 9, notes: ['a note'] });
  expect(state.value.kind === 'done' && await state.value.result.text()).toBe('a,prediction\n1,x\n2,y\n');
  expect(engine.closed).toBe(1);
});

test('one that is cancelled ends its worker at once, and nothing of it comes back', async () => {
  const { state, predict, cancel } = predicting();
  const ended = predict(form, new File(['a\n1\n'], 'rows.csv'), null);
  await answer('begin', null);
  await expect.poll(() => engine.asked.at(-1)?.name).toBe('write');
  cancel();
  expect([state.value.kind, engine.closed]).toEqual(['none', 1]);
  engine.asked.pop()!.reject(new AppError('cancelled', 'This was cancelled.'));
  await ended;
  expect(state.value.kind).toBe('none');
});

test('another file takes the place of one that is under way', async () => {
  const { state, predict } = predicting();
  void predict(form, new File(['a\n1\n'], 'first.csv'), null);
  await expect.poll(() => engine.asked.length).toBe(1);
  const ended = predict(form, new File(['a\n1\n'], 'second.csv'), null);
  expect(engine.closed).toBe(1);
  await expect.poll(() => engine.asked.length).toBe(2);
  engine.asked[0]!.reject(new AppError('cancelled', 'This was cancelled.'));
  engine.asked[1]!.reject(new AppError('invalidInput', 'second.csv has no column "b".'));
  await ended;
  expect(state.value).toEqual({ kind: 'failed', fileName: 'second.csv', message: 'second.csv has no column "b".' });
});
