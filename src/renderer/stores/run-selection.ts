import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { RunSelection } from '../../contract/run-edits.ts';
import { call } from './bridge.ts';
import { useRunList } from './run-list.ts';
import { useRuns } from './runs.ts';

/** Runs named one by one, or all that the list's filter finds but some. */
export type Picked = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all'; except: ReadonlySet<string> };

const nothing: Picked = { kind: 'some', ids: new Set() };

/** The most runs of which whole rows are kept at hand, for what menus and inspectors say about a selection. */
const mostRows = 500;

/**
 * Which runs of the list are selected, as desktop lists do it. With everything selected, a hundred thousand runs are
 * named by their filter. Being selected is one thing, the eye that shows a run in charts another.
 */
export const useRunSelection = defineStore('run-selection', () => {
  const list = useRunList();
  const runs = useRuns();
  /** the run that the keyboard is on */
  const current = shallowRef<string | null>(null);
  /** where a range with Shift starts */
  const anchor = shallowRef<string | null>(null);
  const picked = shallowRef<Picked>(nothing);

  const count = computed(() => (picked.value.kind === 'some' ? picked.value.ids.size : Math.max(0, (list.total ?? 0) - picked.value.except.size)));
  const has = (id: string) => (picked.value.kind === 'some' ? picked.value.ids.has(id) : !picked.value.except.has(id));

  /** As the calls of main take it; null where nothing is selected. */
  const target = computed<RunSelection | null>(() => {
    if (count.value === 0) return null;
    return picked.value.kind === 'some' ? [...picked.value.ids] : { ...list.which, except: [...picked.value.except] };
  });

  /** Rows of the selected runs as far as they are at hand. */
  const rows = computed(() => (picked.value.kind === 'some' ? [...picked.value.ids].flatMap((id) => runs.known.get(id) ?? []) : []));

  function only(id: string): void {
    current.value = anchor.value = id;
    picked.value = { kind: 'some', ids: new Set([id]) };
  }

  function toggle(id: string): void {
    current.value = anchor.value = id;
    const before = picked.value.kind === 'some' ? picked.value.ids : picked.value.except;
    const after = new Set(before);
    if (!after.delete(id)) after.add(id);
    picked.value = picked.value.kind === 'some' ? { kind: 'some', ids: after } : { kind: 'all', except: after };
  }

  /** From the anchor, which stays, to this one. */
  function range(ids: readonly string[], to: string): void {
    current.value = to;
    picked.value = { kind: 'some', ids: new Set(ids) };
  }

  function all(): void {
    picked.value = { kind: 'all', except: new Set() };
  }

  function clear(): void {
    current.value = anchor.value = null;
    picked.value = nothing;
  }

  /** The ids of all selected runs, in the order of the list where main names them. */
  async function ids(): Promise<string[]> {
    if (picked.value.kind === 'some') return [...picked.value.ids];
    const { except } = picked.value;
    const found = await call('runs.ids', { ...list.which, sort: [...list.state.sort], limit: 1_000_000 });
    return found.filter((id) => !except.has(id));
  }

  /** What is done to a handful of runs needs their rows; the list itself holds lines alone. */
  watch(picked, async (now) => {
    if (now.kind === 'all' || now.ids.size === 0 || now.ids.size > mostRows) return;
    const missing = [...now.ids].filter((id) => !runs.known.has(id));
    if (missing.length > 0) runs.adopt(await call('runs.rows', { ids: missing }).catch(() => []));
  });

  /** Everything of a list means another thing once the list does. */
  watch(() => list.which, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before) && picked.value.kind === 'all') clear();
  });

  function start(): () => void {
    return runs.onRemoved((gone) => {
      if (picked.value.kind === 'all') return;
      const left = new Set(picked.value.ids);
      for (const id of gone) left.delete(id);
      if (left.size < picked.value.ids.size) picked.value = { kind: 'some', ids: left };
    });
  }

  return { current, anchor, picked, count, target, rows, has, only, toggle, range, all, clear, ids, start };
});
