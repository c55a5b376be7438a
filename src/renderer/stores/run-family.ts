import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { LineageNode } from '../../contract/replay.ts';
import type { RunDetail, RunRow } from '../../contract/runs.ts';
import { call, listen } from './bridge.ts';
import { reloadLater } from './reload-later.ts';

/** The tree of forks that a run belongs to, null where it has no relatives. It follows what happens to any of them. Ends with the scope that called it. */
export function useRunFamily(detail: Readonly<Ref<RunDetail>>): ShallowRef<LineageNode | null> {
  const family = shallowRef<LineageNode | null>(null);

  async function read(): Promise<void> {
    const { id, parent, children } = detail.value;
    const found = parent !== null || children.length > 0 ? await call('runs.lineage', { id }).catch(() => null) : null;
    if (id === detail.value.id) family.value = found;
  }

  const readSoon = reloadLater(read, 100);
  const stops = [
    listen('runs.changed', ({ rows }) => { if (rows.some((row) => concerns(family.value, row))) readSoon(); }),
    listen('runs.removed', ({ ids }) => { if (ids.some((id) => find(family.value, id))) readSoon(); }),
    listen('resync', readSoon),
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));
  watch(detail, read, { immediate: true });
  return family;
}

/** Whether the tree shows something else of a run than it is now, or lacks a fork. A run that has a row is not in the trash. */
function concerns(family: LineageNode | null, { id, name, status, parent }: RunRow): boolean {
  const node = find(family, id);
  if (node) return node.trashed || node.name !== name || node.status !== status;
  return parent !== null && find(family, parent.id) !== null;
}

function find(family: LineageNode | null, id: string): LineageNode | null {
  const waiting = family ? [family] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.id === id) return node;
    waiting.push(...node.children);
  }
  return null;
}
