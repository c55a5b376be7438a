import { expect, test } from 'vitest';
import { useRuns } from '../../../src/renderer/stores/runs.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

test('a late delta never overwrites a newer row', () => {
  const bridge = freshStores();
  const runs = useRuns();
  runs.start();
  bridge.emit('runs.changed', { rows: [runRow({ revision: 5, epochs: 50 })] });
  bridge.emit('runs.changed', { rows: [runRow({ revision: 4, epochs: 40 })] });
  expect(runs.known.get('run-1')?.epochs).toBe(50);
});

test('active runs are those that train or wait, the oldest first', () => {
  freshStores();
  const runs = useRuns();
  runs.adopt([
    runRow({ id: 'b', status: 'queued', createdAt: 2 }), runRow({ id: 'a', status: 'running', createdAt: 1 }),
    runRow({ id: 'c', status: 'completed', createdAt: 0 }),
  ]);
  expect(runs.active.map((row) => row.id)).toEqual(['a', 'b']);
});

test('after a break, runs that ended meanwhile are read again', async () => {
  freshStores({ 'runs.list': () => ({ rows: [], total: 0 }), 'runs.rows': () => [runRow({ revision: 9, status: 'completed' })] });
  const runs = useRuns();
  runs.adopt([runRow({ status: 'running' }), runRow({ id: 'deleted', status: 'running' })]);
  await runs.loadActive();
  expect(runs.known.get('run-1')?.status).toBe('completed');
  expect(runs.known.has('deleted')).toBe(false);
});

test('starting returns how to stop', () => {
  const bridge = freshStores();
  const stop = useRuns().start();
  expect(bridge.listeners('runs.changed')).toBe(1);
  stop();
  expect(bridge.listeners('runs.changed') + bridge.listeners('runs.removed')).toBe(0);
});
