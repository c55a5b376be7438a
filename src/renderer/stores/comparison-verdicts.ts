import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { RunsComparison } from '../../contract/comparisons.ts';
import { call, messageOf } from './bridge.ts';
import { useComparison } from './comparison.ts';

/** Verdicts on the compared runs, asked for anew where the runs, the baseline or what is judged change. `judged` as the contract names it, of the metric `metric`. */
export function useVerdicts(judged: Readonly<Ref<string>>, metric: Readonly<Ref<string>>) {
  const comparison = useComparison();
  const verdicts = shallowRef<RunsComparison | null>(null);
  const error = ref<string | null>(null);
  let request = 0;

  /** the baseline first, for it is what the others are held against */
  const ids = computed(() => {
    const baseline = comparison.baselineRow?.id;
    const all = comparison.rows.filter((row) => Object.hasOwn(row.metrics, metric.value)).map((row) => row.id);
    return baseline !== undefined && all.includes(baseline) ? [baseline, ...all.filter((id) => id !== baseline)] : all;
  });
  /** ended runs do not change, so that runs in training do not ask for verdicts with every epoch */
  const key = computed(() => [judged.value, ...ids.value, ...comparison.rows.map((row) => row.status)].join());

  async function load(): Promise<void> {
    const mine = ++request;
    error.value = null;
    if (ids.value.length < 2) {
      verdicts.value = null;
      return;
    }
    try {
      const found = await call('runs.compare', { ids: ids.value, metric: judged.value });
      if (mine === request) verdicts.value = found;
    } catch (failure) {
      if (mine === request) error.value = messageOf(failure);
    }
  }

  watch(key, () => void load(), { immediate: true });
  return { verdicts, error, reload: load };
}
