import { AppError } from '../../contract/errors.ts';
import type { RunDetail } from '../../contract/runs.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import { describeNetwork } from '../../nn/network-shape.ts';
import type { Metrics } from '../../nn/spec.ts';
import type { SavedModel } from '../formats/saved-model.ts';
import type { Store } from '../store/types.ts';
import { toHex } from '../training/chain.ts';
import { weightsFromBytes } from '../training/weight-bytes.ts';

/** Which epoch of a run: the best by what early stopping watched, the last one that was trained, or a number. */
export type EpochChoice = 'best' | 'last' | number;

/** A run's epoch as a model that can be used without the run. Throws `notFound` where its weights are not stored. */
export function savedModelOf(store: Store, runId: string, at: EpochChoice): SavedModel {
  const run = store.runs.detail(runId);
  const preparation = store.runs.preparation(runId);
  if (!preparation) throw new AppError('notFound', `The run ${quoted(run.name)} has not begun to train, so it has no model yet.`);
  const epoch = epochOf(run, at);
  const snapshot = store.snapshots.get(runId, epoch);
  if (!snapshot) throw new AppError('notFound', `The weights of the run ${quoted(run.name)} at epoch ${epoch} are not stored. Stored epochs: ${shortList(run.snapshotEpochs)}.`, 'at');
  const features = preparation.features as FeaturePlan;
  const outputs = features.target.task === 'regression' ? 1 : features.target.classes.length;
  return {
    name: run.name, run: { id: run.id, name: run.name }, epoch, createdAt: run.createdAt, config: run.config,
    dataSet: { name: run.dataSet, contentSha256: store.dataSets.get(run.dataSetId).contentSha256 },
    arithmetic: run.arithmetic,
    network: describeNetwork(run.config.network, features.inputs.length, outputs, run.config.loss),
    weights: weightsFromBytes(snapshot.weights),
    weightsSha256: toHex(snapshot.weightsSha256),
    features,
    metrics: metricsAt(store, runId, epoch),
  };
}

/** A run without a best epoch (nothing was watched) is best where it ended. */
function epochOf({ bestEpoch, epochs }: RunDetail, at: EpochChoice): number {
  if (typeof at === 'number') return at;
  return at === 'best' ? (bestEpoch ?? epochs) : epochs;
}

function metricsAt(store: Store, runId: string, epoch: number): Metrics {
  return Object.fromEntries(store.points.series(runId, { afterEpoch: epoch - 1 }).flatMap(({ metric, epochs, values }) => {
    const index = epochs.indexOf(epoch);
    return index < 0 ? [] : [[metric, values[index]!]];
  }));
}

const quoted = (name: string) => JSON.stringify(name.slice(0, 100));

function shortList(epochs: number[]): string {
  return epochs.length <= 8 ? epochs.join(', ') || 'none' : `${epochs.slice(0, 4).join(', ')}, … ${epochs.slice(-3).join(', ')}`;
}
