import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { RunRow } from '../../contract/runs.ts';
import { call, messageOf } from './bridge.ts';
import { reloadLater } from './reload-later.ts';
import { useRuns } from './runs.ts';

const pageSize = 200;

/**
 * The order in which the list shows runs. Rows themselves live in the runs store, so a delta changes a row
 * where it stands and nothing jumps; the order changes when the person sorts or a run comes or goes.
 */
export const useRunList = defineStore('run-list', () => {
  const runs = useRuns();
  const sort = ref('-createdAt');
  const experimentId = ref<string | null>(null);
  /** in the filter language, free of mistakes */
  const filter = ref('');
  const ids = shallowRef<string[]>([]);
  const total = ref(0);
  const loading = ref(false);
  const error = ref<string | null>(null);
  const reloadSoon = reloadLater(() => reload());
  let request = 0;

  const rows = computed<RunRow[]>(() => ids.value.flatMap((id) => runs.known.get(id) ?? []));
  const hasMore = computed(() => ids.value.length < total.value);

  /** Reads the list again, as far as it was read. */
  const reload = () => read(0, Math.min(1000, Math.max(pageSize, ids.value.length)));
  const loadMore = () => (hasMore.value && !loading.value ? read(ids.value.length, pageSize) : Promise.resolve());

  async function read(offset: number, limit: number): Promise<void> {
    const mine = ++request;
    loading.value = true;
    try {
      const page = await call('runs.list', {
        sort: sort.value, limit, offset, filter: filter.value || undefined, experimentId: experimentId.value ?? undefined,
      });
      if (mine !== request) return;
      const found = page.rows.map((row) => row.id);
      ids.value = offset === 0 ? found : [...new Set([...ids.value, ...found])];
      total.value = page.total;
      error.value = null;
      runs.adopt(page.rows);
    } catch (failure) {
      if (mine === request) error.value = messageOf(failure);
    } finally {
      if (mine === request) loading.value = false;
    }
  }

  function sortBy(key: string): Promise<void> {
    sort.value = nextSort(sort.value, key);
    return reload();
  }

  function showExperiment(id: string | null): Promise<void> {
    experimentId.value = id;
    ids.value = [];
    return reload();
  }

  function filterBy(text: string): Promise<void> {
    filter.value = text;
    ids.value = [];
    return reload();
  }

  /** New runs belong at the top of a list that shows the newest first; an order or an end that is not known here is asked for again. */
  function admit(arrived: readonly RunRow[]): void {
    const listed = new Set(ids.value);
    const fresh = arrived.filter((row) => !listed.has(row.id) && (experimentId.value === null || row.experimentId === experimentId.value));
    if (fresh.length === 0) return;
    if (sort.value !== '-createdAt' || filter.value !== '' || loading.value || hasMore.value) {
      reloadSoon();
      return;
    }
    const newestFirst = [...rows.value, ...fresh].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
    ids.value = newestFirst.map((row) => row.id);
    total.value += fresh.length;
  }

  function drop(gone: readonly string[]): void {
    const set = new Set(gone);
    const kept = ids.value.filter((id) => !set.has(id));
    total.value -= ids.value.length - kept.length;
    ids.value = kept;
  }

  function start(): () => void {
    const stops = [runs.onArrived(admit), runs.onRemoved(drop)];
    return () => stops.forEach((end) => end());
  }

  return { sort, experimentId, filter, rows, total, loading, error, hasMore, reload, loadMore, sortBy, showExperiment, filterBy, start };
});

/** The first click sorts a name upwards and a number downwards; the next ones turn it round. */
export function nextSort(present: string, key: string): string {
  if (present === key) return `-${key}`;
  if (present === `-${key}`) return key;
  return ['name', 'status', 'dataSet'].includes(key) ? key : `-${key}`;
}
