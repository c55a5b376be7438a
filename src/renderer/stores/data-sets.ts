import { defineStore } from 'pinia';
import { ref, shallowReactive, shallowRef } from 'vue';
import type { DataSetDetail, DataSetSummary } from '../../contract/data-sets.ts';
import { call, listen, messageOf } from './bridge.ts';
import { reloadLater } from './reload-later.ts';
import { useRuns } from './runs.ts';
import { useToasts } from './toasts.ts';

/** The data sets by name, and the details of those that were looked at. */
export const useDataSets = defineStore('data-sets', () => {
  const all = shallowRef<DataSetSummary[]>([]);
  const details = shallowReactive(new Map<string, DataSetDetail>());
  const loaded = ref(false);
  const error = ref<string | null>(null);

  async function load(): Promise<void> {
    try {
      all.value = byName(await call('dataSets.list', null));
      error.value = null;
    } catch (failure) {
      error.value = messageOf(failure);
    } finally {
      loaded.value = true;
    }
  }

  /** A data set's content never changes, so its profile and notes are read once; its name and note are those of `all`. */
  async function detailOf(id: string): Promise<DataSetDetail> {
    const known = details.get(id);
    if (known) return known;
    const detail = await call('dataSets.get', { id });
    details.set(id, detail);
    return detail;
  }

  /** A data set by what a config may call it: its name or its id. */
  function find(nameOrId: string): DataSetSummary | undefined {
    return all.value.find((set) => set.name === nameOrId) ?? all.value.find((set) => set.id === nameOrId);
  }

  function adopt(sets: readonly DataSetSummary[]): void {
    const next = new Map(all.value.map((set) => [set.id, set]));
    for (const set of sets) next.set(set.id, set);
    all.value = byName([...next.values()]);
  }

  function forget(ids: readonly string[]): void {
    all.value = all.value.filter(({ id }) => !ids.includes(id));
  }

  async function rename(id: string, name: string): Promise<void> {
    adopt([await call('dataSets.rename', { id, name })]);
  }

  async function setNote(id: string, note: string): Promise<void> {
    adopt([await call('dataSets.setNote', { id, note })]);
  }

  /** To the trash; a toast takes it back. What runs use is refused with the reason. */
  async function remove({ id, name }: DataSetSummary): Promise<void> {
    const toasts = useToasts();
    try {
      await call('dataSets.remove', { id });
      forget([id]);
      toasts.show({ level: 'info', message: `Deleted the data set ${name}.`, action: { label: 'Undo', run: () => void restore(id) } });
    } catch (failure) {
      toasts.showError(failure);
    }
  }

  async function restore(id: string): Promise<void> {
    try {
      adopt([await call('dataSets.restore', { id })]);
    } catch (failure) {
      useToasts().showError(failure);
    }
  }

  function start(): () => void {
    const runs = useRuns();
    // A run that comes or goes changes how many runs use its data set.
    const reload = reloadLater(load);
    const stops = [listen('dataSets.changed', ({ sets }) => adopt(sets)), listen('dataSets.removed', ({ ids }) => forget(ids)), runs.onArrived(reload), runs.onRemoved(reload)];
    return () => stops.forEach((stop) => stop());
  }

  return { all, details, loaded, error, load, detailOf, find, adopt, rename, setNote, remove, restore, start };
});

function byName(sets: DataSetSummary[]): DataSetSummary[] {
  return [...sets].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
