import { computed } from 'vue';
import { flatten } from '../../../compare/flatten.ts';
import type { Vocabulary } from '../../../contract/filter/complete.ts';
import { runStatuses } from '../../../contract/runs.ts';
import { useDataSets } from '../../stores/data-sets.ts';
import { useExperiments } from '../../stores/experiments.ts';
import { useRuns } from '../../stores/runs.ts';

/** What the filter's completion may offer: the names and texts of the runs that the window has seen. */
export function useVocabulary() {
  const runs = useRuns();
  const dataSets = useDataSets();
  const experiments = useExperiments();
  return computed<Vocabulary>(() => {
    const rows = [...runs.known.values()];
    const configs = rows.map((row) => flatten(row.config));
    const textsOf = (path: string) => unique(configs.flatMap((config) => (typeof config.get(path) === 'string' ? [config.get(path) as string] : [])));
    const configPaths = unique(configs.flatMap((config) => [...config.keys()]));
    return {
      metrics: unique(rows.flatMap((row) => Object.keys(row.metrics))),
      configPaths,
      tags: unique(rows.flatMap((row) => row.tags)),
      values: {
        ...Object.fromEntries(configPaths.map((path) => [path, textsOf(path)])),
        status: [...runStatuses],
        dataSet: dataSets.all.map((set) => set.name),
        experiment: experiments.all.map((experiment) => experiment.name),
        name: unique(rows.map((row) => row.name)),
      },
    };
  });
}

const unique = (texts: string[]): string[] => [...new Set(texts)].sort();
