import { AppError } from '../../contract/errors.ts';
import { replicates as replicatesSchema, type ReplicatesInput } from '../../contract/replicates.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { RunRow } from '../../contract/runs.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import { sha256 } from '../training/chain.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { Store } from '../store/types.ts';
import type { Changes } from './changes.ts';
import { checkConfig, type CheckedConfig } from './check-config.ts';
import { inputError } from './dispatch.ts';
import { replicateConfigs, replicateIssues } from './replicate-configs.ts';
import { standingOf } from './standing.ts';
import type { StartingWeights, WeightsFile } from './starting-weights.ts';
import type { Tables } from './tables.ts';
import { trainingTaskOf } from './training-task.ts';

export interface LaunchRequest {
  config: unknown;
  /** by name, made where it is missing */
  experiment?: string;
  tags?: string[];
  /** several runs instead of one */
  replicates?: ReplicatesInput;
  /** stands for what the config's `from` names, where a host has read a file */
  weightsFile?: WeightsFile;
}

export interface Launching {
  /** All runs in one transaction, in the order in which they will have their turn. Throws `invalidInput` with the first issue of the config. */
  launch(request: LaunchRequest): RunRow[];
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

  function launch({ config, experiment = defaultExperiment, tags = [], replicates, weightsFile }: LaunchRequest): RunRow[] {
    const checked = checkLaunch(config, replicates, { store, tables, weightsFile });
    const rows = store.transaction(() => {
      const experimentId = store.experiments.ensure(experiment);
      return checked.configs.map((one) => create(one, checked.good, { experimentId, tags }));
    });
    for (const row of rows) enqueue(row);
    changes.publishOwn();
    return rows;
  }

  function create(config: RunConfig, { dataSet, start, notes }: Good, { experimentId, tags }: { experimentId: string; tags: string[] }): RunRow {
    const { id } = store.runs.create({ name: config.name, config, tags, experimentId, dataSetId: dataSet.id, arithmetic: arithmeticVersion });
    if (start) recordStart(id, start);
    for (const note of notes) store.runs.addEvent(id, 'note', note);
    store.leases.take(id);
    return store.runs.row(id);
  }

  function enqueue(row: RunRow, held = false): void {
    queue.add(trainingTaskOf(row, store, tables), { position: row.queuePosition ?? Infinity, held });
  }

  /** Copied now, so that the run can be trained again when what it started from is gone. */
  function recordStart(runId: string, { weights, origin }: StartingWeights): void {
    const link = sha256(weights);
    store.snapshots.append(runId, [{ epoch: 0, weights, weightsSha256: link, link, state: null }], { bestEpoch: null });
    store.runs.addEvent(runId, 'from', origin);
  }

  function adoptQueued(): void {
    for (const { id, held } of store.queue.unowned())
      if (!queue.has(id) && store.leases.take(id)) adopt(id, held);
  }

  /** One that cannot begin, since what it begins with is damaged, must not keep the others from it. */
  function adopt(id: string, held: boolean): void {
    try {
      enqueue(store.runs.row(id), held);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      store.runs.end(id, { ...standingOf(store, id), status: 'failed', stopReason: null, error: error.message });
      store.leases.release(id);
      changes.publishOwn();
    }
  }
}

type Good = Extract<CheckedConfig, { ok: true }>;

/** The config with its replicates, all of them sound: they share everything that a check looks at. Throws `invalidInput`. */
export function checkLaunch(
  config: unknown, wanted: ReplicatesInput | undefined, sources: { store: Store; tables: Tables; weightsFile?: WeightsFile },
): { good: Good; configs: RunConfig[] } {
  const checked = checkConfig(config, sources);
  if (!checked.ok) throw inputError(checked.issues);
  if (wanted === undefined) return { good: checked, configs: [checked.config] };
  const replicates = replicatesSchema.parse(wanted);
  const issues = replicateIssues(checked.config, replicates);
  if (issues.length > 0) throw inputError(issues);
  return { good: checked, configs: replicateConfigs(checked.config, replicates) };
}
