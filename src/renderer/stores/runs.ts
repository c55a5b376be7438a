import { defineStore } from 'pinia';
import { computed, shallowReactive } from 'vue';
import type { RunRow, RunStatus } from '../../contract/runs.ts';
import { call, listen, messageOf } from './bridge.ts';
import { useToasts } from './toasts.ts';

const activeStatuses: readonly RunStatus[] = ['queued', 'running', 'paused'];

/** Every run that this window has heard of, by id, kept up to date by deltas; and what can be done to runs. */
export const useRuns = defineStore('runs', () => {
  const known = shallowReactive(new Map<string, RunRow>());
  /** runs that were told to stop, until they say that they have */
  const stopping = shallowReactive(new Set<string>());
  const removedListeners = new Set<(ids: readonly string[]) => void>();
  const arrivedListeners = new Set<(rows: readonly RunRow[]) => void>();

  /** Runs that train or wait, the oldest first. */
  const active = computed(() =>
    [...known.values()].filter((row) => activeStatuses.includes(row.status)).sort((a, b) => a.createdAt - b.createdAt));

  /** Takes rows in; a row that is older than the one in hand is ignored. */
  function adopt(rows: readonly RunRow[]): void {
    for (const row of rows) {
      if ((known.get(row.id)?.revision ?? -1) > row.revision) continue;
      known.set(row.id, row);
      if (!isActive(row)) stopping.delete(row.id);
    }
  }

  /** Takes in rows that something happened to, and tells the lists about those they may not have. */
  function admit(rows: readonly RunRow[]): void {
    const arrived = rows.filter((row) => !known.has(row.id));
    adopt(rows);
    if (arrived.length > 0) for (const listener of arrivedListeners) listener(arrived);
  }

  function forget(ids: readonly string[]): void {
    for (const id of ids) {
      known.delete(id);
      stopping.delete(id);
    }
    for (const listener of removedListeners) listener(ids);
  }

  /** Called with runs that changed and were not known before. Returns how to stop. */
  function onArrived(listener: (rows: readonly RunRow[]) => void): () => void {
    arrivedListeners.add(listener);
    return () => arrivedListeners.delete(listener);
  }

  /** Called with runs that are gone from every list. Returns how to stop. */
  function onRemoved(listener: (ids: readonly string[]) => void): () => void {
    removedListeners.add(listener);
    return () => removedListeners.delete(listener);
  }

  /** Reads all active runs, and again those that were active when this window last heard of them. */
  async function loadActive(): Promise<void> {
    const before = active.value.map((row) => row.id);
    const page = await call('runs.list', { status: [...activeStatuses], sort: 'createdAt', limit: 1000 });
    adopt(page.rows);
    const still = new Set(page.rows.map((row) => row.id));
    const ended = before.filter((id) => !still.has(id));
    if (ended.length === 0) return;
    const rows = await call('runs.rows', { ids: ended });
    adopt(rows);
    const there = new Set(rows.map((row) => row.id));
    const gone = ended.filter((id) => !there.has(id));
    if (gone.length > 0) forget(gone);
  }

  const pause = (ids: string[]) => attempt(() => call('runs.pause', { ids }));
  const resume = (ids: string[]) => attempt(() => call('runs.resume', { ids }));

  /** It is shown at once; a run that trains elsewhere, or has much to store, takes a moment. */
  async function stop(ids: string[]): Promise<void> {
    for (const id of ids) if (known.has(id)) stopping.add(id);
    await attempt(() => call('runs.stop', { ids }), () => { for (const id of ids) stopping.delete(id); });
    for (const id of ids) if (!known.has(id) || !isActive(known.get(id)!)) stopping.delete(id);
  }

  async function attempt(act: () => Promise<unknown>, failed: () => void = () => undefined): Promise<void> {
    try {
      await act();
    } catch (error) {
      failed();
      useToasts().show({ level: 'error', message: messageOf(error) });
    }
  }

  function start(): () => void {
    const stops = [
      listen('runs.changed', ({ rows }) => admit(rows)),
      listen('runs.removed', ({ ids }) => forget(ids)),
    ];
    return () => stops.forEach((end) => end());
  }

  return { known, stopping, active, adopt, admit, onArrived, onRemoved, loadActive, pause, resume, stop, start };
});

/** True for a run whose curves still move or may move. */
export function isActive(row: { status: RunStatus }): boolean {
  return activeStatuses.includes(row.status);
}
