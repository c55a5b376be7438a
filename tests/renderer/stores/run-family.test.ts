import { effectScope, nextTick, shallowRef } from 'vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LineageNode } from '../../../src/contract/replay.ts';
import type { RunDetail } from '../../../src/contract/runs.ts';
import { useRunFamily } from '../../../src/renderer/stores/run-family.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

const node = (id: string, changes: Partial<LineageNode> = {}): LineageNode => ({ id, name: id, status: 'completed', trashed: false, epochs: 3, epoch: null, changes: [], children: [], ...changes });

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('the tree follows what happens to a relative: trash, restoring, a new fork; and nothing else', async () => {
  let parent = node('parent', { children: [node('fork', { epoch: 2 })] });
  const bridge = freshStores({ 'runs.lineage': () => parent });
  const scope = effectScope();
  const detail = shallowRef({ id: 'fork', parent: { id: 'parent', name: 'parent', epoch: 2 }, children: [] } as unknown as RunDetail);
  const family = scope.run(() => useRunFamily(detail))!;
  const settle = async () => {
    await vi.runAllTimersAsync();
    await nextTick();
  };
  await settle();
  expect(family.value).toBe(parent);

  parent = { ...parent, trashed: true };
  bridge.emit('runs.removed', { ids: ['parent'] });
  await settle();
  expect(family.value?.trashed).toBe(true);

  parent = { ...parent, trashed: false };
  bridge.emit('runs.changed', { rows: [runRow({ id: 'parent', name: 'parent', status: 'completed' })] });
  await settle();
  expect(family.value?.trashed).toBe(false);

  const asked = bridge.calls.length;
  bridge.emit('runs.changed', { rows: [runRow({ id: 'parent', name: 'parent', status: 'completed' }), runRow({ id: 'stranger', name: 'stranger' })] });
  bridge.emit('runs.removed', { ids: ['stranger'] });
  await settle();
  expect(bridge.calls).toHaveLength(asked);

  parent = { ...parent, children: [...parent.children, node('second', { epoch: 1 })] };
  bridge.emit('runs.changed', { rows: [runRow({ id: 'second', name: 'second', parent: { id: 'parent', name: 'parent', epoch: 1 } })] });
  await settle();
  expect(family.value?.children).toHaveLength(2);
  scope.stop();
  expect(bridge.listeners('runs.changed')).toBe(0);
});
