import { computed, shallowRef } from 'vue';
import type { Vocabulary } from '../../../contract/filter/complete.ts';
import type { RunVocabulary } from '../../../contract/run-lists.ts';
import { runStatuses } from '../../../contract/runs.ts';
import { call } from '../../stores/bridge.ts';
import { useDataSets } from '../../stores/data-sets.ts';
import { useExperiments } from '../../stores/experiments.ts';
import { useRuns } from '../../stores/runs.ts';

const empty: RunVocabulary = { metrics: [], configPaths: [], tags: [], texts: {} };

/** What completion may offer: the names and texts that the database holds. `load` reads them again, for when a person begins to type. */
export function useVocabulary() {
  const runs = useRuns();
  const dataSets = useDataSets();
  const experiments = useExperiments();
  const stored = shallowRef(empty);

  /** Without it, completion knows the language alone. */
  async function load(): Promise<void> {
    stored.value = await call('runs.vocabulary', null).catch(() => stored.value);
  }

  const vocabulary = computed<Vocabulary>(() => ({
    metrics: stored.value.metrics,
    configPaths: stored.value.configPaths,
    tags: stored.value.tags,
    values: {
      ...stored.value.texts,
      status: [...runStatuses],
      dataSet: dataSets.all.map((set) => set.name),
      experiment: experiments.all.map((experiment) => experiment.name),
      name: [...new Set([...runs.known.values()].map((row) => row.name))].sort().slice(0, 1000),
    },
  }));

  return { vocabulary, load };
}
