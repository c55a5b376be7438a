import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { unpackPredictions, type Part, type Predictions } from '../../contract/comparisons.ts';
import { endedStatuses, type RunRow } from '../../contract/runs.ts';
import { call, messageOf } from './bridge.ts';
import { useComparison } from './comparison.ts';

/** The most runs whose rows are predicted and held against each other at once. */
export const mostPredictedAtOnce = 20;

export interface PredictionsWanted {
  task: 'classification' | 'regression';
  part: Readonly<Ref<Part>>;
  /** the ids of the runs that somebody has chosen; null for the first ones that are shown */
  picked: Readonly<Ref<readonly string[] | null>>;
  /** of runs named here, an epoch instead of the final weights */
  epochs: Readonly<Ref<Readonly<Record<string, number>>>>;
}

/** What the compared runs say about rows that they did not learn from: one run after the other, so that the first are soon seen. */
export function useComparedPredictions({ task, part, picked, epochs }: PredictionsWanted) {
  const comparison = useComparison();
  const predictions = shallowRef<ReadonlyMap<string, Predictions>>(new Map());
  const error = ref<string | null>(null);
  const working = ref(false);
  let known = new Map<string, Predictions>();
  let request = 0;

  /** Those that are shown and have this task: the baseline first, then the first run of each group, then the second ones: where not all can be held against each other, all groups speak. */
  const candidates = computed<RunRow[]>(() => {
    const fitting = comparison.shownRows.filter((row) => (row.config.loss === 'meanSquaredError') === (task === 'regression'));
    const place = new Map(comparison.groups.flatMap(({ runs }) => runs.map(({ id }, at) => [id, id === comparison.baseline ? -1 : at] as const)));
    return fitting.toSorted((a, b) => place.get(a.id)! - place.get(b.id)!);
  });
  const chosen = computed<RunRow[]>(() => {
    const wanted = picked.value && new Set(picked.value);
    return (wanted ? candidates.value.filter((row) => wanted.has(row.id)) : candidates.value).slice(0, mostPredictedAtOnce);
  });
  const keyOf = (row: RunRow) => [row.id, part.value, epochs.value[row.id] ?? (endedStatuses.includes(row.status) ? `${row.status} ${row.epochs}` : 'training')].join();

  async function load(): Promise<void> {
    const mine = ++request;
    const wanted = chosen.value.map((row) => ({ id: row.id, key: keyOf(row), epoch: epochs.value[row.id] }));
    known = new Map(wanted.flatMap(({ key }) => (known.has(key) ? [[key, known.get(key)!] as const] : [])));
    error.value = null;
    publish(wanted);
    const missing = wanted.filter(({ key }) => !known.has(key));
    working.value = missing.length > 0;
    try {
      for (const { id, key, epoch } of missing) {
        const [packed] = await call('runs.predictions', { ids: [id], part: part.value, epochs: epoch === undefined ? {} : { [id]: epoch } });
        if (mine !== request) return;
        if (packed) known.set(key, unpackPredictions(packed));
        publish(wanted);
      }
    } catch (failure) {
      if (mine === request) error.value = messageOf(failure);
    }
    if (mine === request) working.value = false;
  }

  function publish(wanted: readonly { id: string; key: string }[]): void {
    predictions.value = new Map(wanted.flatMap(({ id, key }) => (known.has(key) ? [[id, known.get(key)!] as const] : [])));
  }

  /** What is there stays; `load` goes on. */
  function cancel(): void {
    request++;
    working.value = false;
  }

  watch(() => chosen.value.map(keyOf).join('\n'), () => void load(), { immediate: true });
  onScopeDispose(cancel);
  return { candidates, chosen, predictions, working, error, load, cancel };
}
