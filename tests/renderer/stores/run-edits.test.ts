import { expect, test } from 'vitest';
import { AppError } from '../../../src/contract/errors.ts';
import type { EditEntry } from '../../../src/contract/run-edits.ts';
import { useRunEdits } from '../../../src/renderer/stores/run-edits.ts';
import { useToasts } from '../../../src/renderer/stores/toasts.ts';
import { freshStores } from '../../support/renderer.ts';

const entry = (over: Partial<EditEntry> = {}): EditEntry => ({ id: 'e', at: 0, kind: 'trash', label: 'delete “a”', runs: 1, undone: false, ...over });

test('deleting offers the way back, and the way back is undo', async () => {
  const bridge = freshStores({
    'runs.edit': () => ({ entry: entry(), changed: 1, remark: null }),
    'edits.undo': () => ({ entry: entry({ undone: true }), changed: 1, remark: null }),
  });
  await useRunEdits().remove(['a']);
  const [toast] = useToasts().shown;
  expect(toast).toMatchObject({ message: 'Deleted 1 run.', action: { label: 'Undo' } });
  toast?.action?.run();
  await expect.poll(() => useToasts().shown.at(-1)?.message).toBe('Undone: delete “a”.');
  expect(bridge.calls.map((call) => call.method)).toEqual(['runs.edit', 'edits.undo']);
});

test('runs that were left out of an edit are told', async () => {
  freshStores({ 'runs.edit': () => ({ entry: entry({ runs: 2 }), changed: 2, remark: '3 runs are locked and stay as they are. Unlock them first.' }) });
  await useRunEdits().remove({ filter: 'tag:old' });
  expect(useToasts().shown.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'Deleted 2 runs.'], ['warning', '3 runs are locked and stay as they are. Unlock them first.'],
  ]);
});

test('a refusal is told in its own words', async () => {
  freshStores({ 'runs.edit': () => { throw new AppError('conflict', 'The run “a” is locked and stays as it is. Unlock it first.'); } });
  expect(await useRunEdits().star(['a'], true)).toBeNull();
  expect(useToasts().shown).toMatchObject([{ level: 'error', message: 'The run “a” is locked and stays as it is. Unlock it first.' }]);
});

test('an undo that could change nothing says so', async () => {
  freshStores({ 'edits.undo': () => ({ entry: entry({ undone: true }), changed: 0, remark: '1 run was removed for good meanwhile.' }) });
  await useRunEdits().undo();
  expect(useToasts().shown.map(({ message }) => message)).toEqual(['Could not undo: delete “a”.', '1 run was removed for good meanwhile.']);
});

test('nothing to undo is no error', async () => {
  freshStores({ 'edits.undo': () => ({ entry: null, changed: 0, remark: null }) });
  await useRunEdits().undo();
  expect(useToasts().shown).toMatchObject([{ level: 'info', message: 'There is nothing to undo.' }]);
});
