import { runConfig, type RunConfigInput } from '../../src/contract/run-config.ts';
import type { MetricSummary, RunRow } from '../../src/contract/runs.ts';

/** A run as a list shows it: completed, with the default config, unless told otherwise. */
export function runRow(over: Partial<Omit<RunRow, 'config'>> & { config?: RunConfigInput } = {}): RunRow {
  const { config, ...rest } = over;
  return {
    id: 'run-1', revision: 1, name: 'adam 24-24', note: '', tags: [], starred: false, locked: false, colour: 'blue', status: 'completed', stopReason: 'epochs', error: null,
    experimentId: 'experiment-1', experiment: 'Default', dataSetId: 'set-1', dataSet: 'wdbc', config: runConfig.parse(config ?? {}), configKnown: 'whole',
    parameters: 1394, epochs: 10, bestEpoch: 8, metrics: {}, createdAt: 1_000, startedAt: 1_000, endedAt: 2_000, trainSeconds: 1, queuePosition: null, parent: null, ownedHere: true,
    ...rest,
  };
}

export function metricSummary(over: Partial<MetricSummary> = {}): MetricSummary {
  return { last: 0.9, lastEpoch: 10, min: 0.5, minEpoch: 1, max: 0.95, maxEpoch: 7, best: 0.94, ...over };
}
