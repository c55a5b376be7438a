import type { RunConfig } from '../../contract/run-config.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import { sha256 } from '../training/chain.ts';
import type { Store } from '../store/types/store.ts';
import type { StartingWeights } from './starting-weights.ts';

/** Runs that share everything but what replicates differ in. */
export interface RunsToCreate {
  configs: RunConfig[];
  dataSetId: string;
  /** by name, made where it is missing */
  experiment: string;
  tags: string[];
  start: Pick<StartingWeights, 'weights' | 'origin'> | null;
  notes: string[];
}

/** All in one transaction, queued for this process. Returns their ids in the order of the configs. */
export function createRuns(store: Store, { configs, experiment, ...shared }: RunsToCreate): string[] {
  return store.transaction(() => {
    const experimentId = store.experiments.ensure(experiment);
    return configs.map((config) => create(store, config, { experimentId, ...shared }));
  });
}

type Shared = Omit<RunsToCreate, 'configs' | 'experiment'> & { experimentId: string };

function create(store: Store, config: RunConfig, { dataSetId, experimentId, tags, start, notes }: Shared): string {
  const id = store.runs.add({ name: config.name, config, tags, experimentId, dataSetId, arithmetic: arithmeticVersion });
  if (start) recordStart(store, id, start);
  for (const note of notes) store.runs.addEvent(id, 'note', note);
  store.leases.take(id);
  return id;
}

/** Copied now, so that the run can be trained again when what it started from is gone. */
function recordStart(store: Store, runId: string, { weights, origin }: Pick<StartingWeights, 'weights' | 'origin'>): void {
  const link = sha256(weights);
  store.snapshots.append(runId, [{ epoch: 0, weights, weightsSha256: link, link, state: null }], { bestEpoch: null });
  store.runs.addEvent(runId, 'from', origin);
}
