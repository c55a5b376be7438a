import type { RunRow } from '../../contract/runs.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import { sha256 } from '../training/chain.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { Store } from '../store/types.ts';
import type { Changes } from './changes.ts';
import { checkConfig } from './check-config.ts';
import { inputError } from './dispatch.ts';
import type { StartingWeights, WeightsFile } from './starting-weights.ts';
import type { Tables } from './tables.ts';
import { trainingTaskOf } from './training-task.ts';

export interface LaunchRequest {
  config: unknown;
  /** by name, made where it is missing */
  experiment?: string;
  tags?: string[];
  /** stands for what the config's `from` names, where a host has read a file */
  weightsFile?: WeightsFile;
}

export interface Launching {
  /** Throws `invalidInput` with the first issue of the config. */
  launch(request: LaunchRequest): RunRow;
  /** Takes the queued runs that no living process has. */
  adoptQueued(): void;
}

export interface LaunchSetting {
  store: Store;
  tables: Tables;
  queue: TrainingQueue;
  changes: Changes;
}

export const defaultExperiment = 'Default';

export function createLaunching({ store, tables, queue, changes }: LaunchSetting): Launching {
  return { launch, adoptQueued };

  function launch({ config: input, experiment = defaultExperiment, tags = [], weightsFile }: LaunchRequest): RunRow {
    const checked = checkConfig(input, { store, tables, weightsFile });
    if (!checked.ok) throw inputError(checked.issues);
    const { config, dataSet, start, notes } = checked;
    const row = store.transaction(() => {
      const { id } = store.runs.create({
        name: config.name, config, tags,
        experimentId: store.experiments.ensure(experiment),
        dataSetId: dataSet.id,
        arithmetic: arithmeticVersion,
      });
      if (start) recordStart(id, start);
      for (const note of notes) store.runs.addEvent(id, 'note', note);
      store.leases.take(id);
      return store.runs.row(id);
    });
    queue.add(trainingTaskOf(row, store, tables));
    changes.publishOwn();
    return row;
  }

  /** Copied now, so that the run can be trained again when what it started from is gone. */
  function recordStart(runId: string, { weights, origin }: StartingWeights): void {
    const link = sha256(weights);
    store.snapshots.append(runId, [{ epoch: 0, weights, weightsSha256: link, link, state: null }], { bestEpoch: null });
    store.runs.addEvent(runId, 'from', origin);
  }

  function adoptQueued(): void {
    for (const row of store.runs.list({ status: ['queued'], sort: 'createdAt', limit: 1000 }).rows)
      if (!queue.has(row.id) && store.leases.take(row.id)) queue.add(trainingTaskOf(row, store, tables));
  }
}
