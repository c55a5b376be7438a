import { AppError } from '../../contract/errors.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { RunDetail } from '../../contract/runs.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import { describeNetwork, type LayerShape } from '../../nn/network-shape.ts';
import type { Metrics } from '../../nn/spec.ts';
import type { SavedModel } from '../formats/saved-model.ts';
import { absentContent } from '../store/run-records.ts';
import type { Preparation } from '../store/types/runs.ts';
import type { Store } from '../store/types/store.ts';
import { sha256, toHex } from '../training/chain.ts';
import { weightsFromBytes } from '../training/weight-bytes.ts';
import type { Replay } from './state-at.ts';

/** Which epoch of a run: the best by what early stopping watched, the last one that was trained, or a number. */
export type EpochChoice = 'best' | 'last' | number;

/** A run's epoch as a model that can be used without the run. One whose weights are not stored is computed again, and proved by its hash. */
export async function savedModelAt({ store, replay }: { store: Store; replay: Pick<Replay, 'weightsAt'> }, runId: string, at: EpochChoice, signal?: AbortSignal): Promise<SavedModel> {
  const { run, preparation } = trained(store, runId);
  const epoch = epochOf(run, at);
  const { weights } = await replay.weightsAt(runId, { from: epoch, through: epoch }, signal && { signal });
  return modelFrom(store, run, preparation, epoch, weights);
}

/** The layers of a run's network, with their widths. */
export function networkOf(config: RunConfig, { features }: Pick<Preparation, 'features'>): LayerShape[] {
  const { inputs, target } = features as FeaturePlan;
  return describeNetwork(config.network, inputs.length, target.task === 'regression' ? 1 : target.classes.length, config.loss);
}

function trained(store: Store, runId: string): { run: RunDetail; preparation: Preparation } {
  const run = store.runs.detail(runId);
  const preparation = store.runs.preparation(runId);
  if (!preparation?.features) throw new AppError('notFound', run.status === 'imported'
    ? `The run ${quoted(run.name)} came in as a history of metrics, without weights, so it has no model.`
    : `The run ${quoted(run.name)} has not begun to train, so it has no model yet.`);
  return { run, preparation };
}

function modelFrom(store: Store, run: RunDetail, preparation: Preparation, epoch: number, weights: Uint8Array): SavedModel {
  return {
    name: run.name, run: { id: run.id, name: run.name }, epoch, createdAt: run.createdAt, config: run.config,
    dataSet: { name: run.dataSet, contentSha256: store.dataSets.summary(run.dataSetId).contentSha256.replace(absentContent, '') },
    arithmetic: run.arithmetic,
    network: networkOf(run.config, preparation),
    weights: weightsFromBytes(weights),
    weightsSha256: toHex(sha256(weights)),
    features: preparation.features as FeaturePlan,
    metrics: metricsAt(store, run.id, epoch),
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
