import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEndings, type EndingNotice } from '../../src/contract/endings.ts';
import { metricSummary, runRow } from '../support/run-row.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch() {
  const told: EndingNotice[] = [];
  return { told, endings: createEndings((notice) => told.push(notice), { gatherMs: 100, restMs: 1000 }) };
}

const alive = (id: string) => runRow({ id, status: 'running' });
const ended = (id: string, status: 'completed' | 'failed' | 'stopped' = 'completed') =>
  runRow({ id, name: `run ${id}`, status, epochs: 12, metrics: { val_accuracy: metricSummary({ best: 0.98765 }) } });

test('tells one run by its name and outcome', () => {
  const { told, endings } = watch();
  endings.hear([alive('a')]);
  endings.hear([ended('a')]);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([{ title: 'run a completed', body: '12 epochs, val_accuracy 0.9877', runId: 'a' }]);
});

test('gathers runs that end together, and for longer after it has told', () => {
  const { told, endings } = watch();
  endings.hear(['a', 'b', 'c', 'd'].map(alive));
  endings.hear([ended('a'), ended('b', 'failed')]);
  vi.advanceTimersByTime(100);
  endings.hear([ended('c')]);
  vi.advanceTimersByTime(500);
  endings.hear([ended('d')]);
  expect(told).toEqual([{ title: '2 runs have ended', body: '1 completed, 1 failed', runId: null }]);
  vi.advanceTimersByTime(500);
  expect(told[1]).toMatchObject({ title: '2 runs have ended', body: '2 completed' });
});

test('says nothing of runs that a person stopped, that had ended before, or twice', () => {
  const { told, endings } = watch();
  endings.hear([alive('a'), alive('b')]);
  endings.hear([ended('a', 'stopped'), ended('old'), ended('b')]);
  vi.advanceTimersByTime(5000);
  endings.hear([ended('b')]);
  vi.advanceTimersByTime(5000);
  expect(told.map(({ title }) => title)).toEqual(['run b completed']);
});
