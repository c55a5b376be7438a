import { describeNetwork } from '../../nn/network-shape.ts';
import type { SavedModel } from '../formats/saved-model.ts';
import type { StoredModelVersion } from '../store/types/models.ts';
import type { Store } from '../store/types/store.ts';
import { weightBytes, weightsFromBytes } from '../training/weight-bytes.ts';
import type { Reading } from './reading/reading.ts';
import { savedModelAt, type EpochChoice } from './saved-model.ts';
import type { Replay } from './state-at.ts';

/** As the contract's `promotion`. */
export interface Promotion {
  runId: string;
  at: EpochChoice;
  name: string;
  aliases: string[];
}

/** Makes an epoch of a run a new version of a named model, with copies of all that it needs once its run and its data set are gone. */
export async function promote(
  { store, replay, reading }: { store: Store; replay: Pick<Replay, 'weightsAt'>; reading: Pick<Reading, 'read'> }, { runId, at, name, aliases }: Promotion,
): Promise<{ id: string; version: number }> {
  const model = await savedModelAt({ store, replay }, runId, at);
  const { dataSetId } = store.runs.row(runId);
  const { metrics, facts } = await reading.read('promoted', { model });
  return store.models.promote({
    name, aliases, run: model.run, runCreatedAt: model.createdAt, epoch: model.epoch,
    dataSet: { ...model.dataSet, id: dataSetId }, arithmetic: model.arithmetic, config: model.config, features: model.features,
    metrics, facts, weights: weightBytes(model.weights),
  });
}

/** A version as every format and predictor takes it; it bears the name of the model. */
export function savedModelOfVersion({ name, run, runCreatedAt, epoch, dataSet, arithmetic, config, features, metrics, weights, weightsSha256 }: StoredModelVersion): SavedModel {
  const outputs = features.target.task === 'regression' ? 1 : features.target.classes.length;
  return {
    name, run, epoch, createdAt: runCreatedAt, config, dataSet, arithmetic, features, metrics, weightsSha256,
    network: describeNetwork(config.network, features.inputs.length, outputs, config.loss), weights: weightsFromBytes(weights),
  };
}
