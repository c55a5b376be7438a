import { computed } from 'vue';
import { partWords, useComparedColumns } from './comparison-columns.ts';
import { useComparison } from './comparison.ts';

/** The metric that compared runs are judged by, in the list, by verdicts and in the report: the chosen one, else the one that such runs are usually judged by. */
export function useJudgedMetric() {
  const comparison = useComparison();
  const { metrics, usual } = useComparedColumns();

  const metric = computed({
    get: () => (comparison.explore.metric !== null && metrics.value.includes(comparison.explore.metric) ? comparison.explore.metric : (usual.value ?? '')),
    set: (name: string) => comparison.look({ metric: name === usual.value ? null : name }),
  });
  /** which of its values */
  const part = computed({ get: () => comparison.explore.value, set: (value) => comparison.look({ value }) });
  /** as the contract names both */
  const key = computed(() => `${metric.value}.${part.value}`);
  const options = computed(() => metrics.value.map((name) => ({ value: name, label: name })));
  const words = computed(() => partWords[part.value]);

  return { metrics, metric, part, key, options, words };
}
