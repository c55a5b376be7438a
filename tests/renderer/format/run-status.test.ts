import { expect, test } from 'vitest';
import { runStatuses } from '../../../src/contract/runs.ts';
import { endLine, progressOf, remainingLine, statusLook } from '../../../src/renderer/format/run-status.ts';
import { runRow } from '../../support/run-row.ts';

test('no two statuses share shape and word, so colour never speaks alone', () => {
  const looks = runStatuses.map((status) => statusLook(status));
  expect(new Set(looks.map((look) => look.shape)).size).toBe(runStatuses.length);
  expect(new Set(looks.map((look) => look.word)).size).toBe(runStatuses.length);
});

test('remaining time goes by the epochs so far and is a limit with early stopping', () => {
  const row = runRow({ status: 'running', epochs: 50, trainSeconds: 10, config: { epochs: 200 } });
  expect(progressOf(row)).toBe(0.25);
  expect(remainingLine(row)).toBe('at most 30 s left');
  expect(remainingLine(runRow({ ...row, config: { epochs: 200, earlyStopping: null } }))).toBe('30 s left');
});

test('before the first epoch a run is starting', () => {
  expect(remainingLine(runRow({ status: 'running', epochs: 0, trainSeconds: 0 }))).toBe('starting');
});

test('a completed run says why it ended', () => {
  expect(endLine(runRow({ stopReason: 'earlyStopping' }))).toBe('early stopping');
  expect(endLine(runRow({ status: 'failed', stopReason: null }))).toBe('');
});
