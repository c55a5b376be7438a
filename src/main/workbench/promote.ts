import { AppError } from '../../contract/errors.ts';
import { applyPlan } from '../../data/apply-plan.ts';
import { cellText, findColumn } from '../../data/columns.ts';
import type { Table } from '../../data/table.ts';
import { calledClass, classScore, numberScore } from '../../nn/metrics/prediction-score.ts';
import type { Metrics } from '../../nn/spec.ts';
import { describeNetwork } from '../../nn/network-shape.ts';
import type { SavedModel } from '../formats/saved-model.ts';
import type { Store, StoredModelVersion } from '../store/types.ts';
import { weightBytes, weightsFromBytes } from '../training/weight-bytes.ts';
import { factsOfRun } from './model-facts.ts';
import { modelPredictor } from './model-predictor.ts';
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
  { store, replay }: { store: Store; replay: Pick<Replay, 'weightsAt'> }, { runId, at, name, aliases }: Promotion,
): Promise<{ id: string; version: number }> {
  const model = await savedModelAt({ store, replay }, runId, at);
  const { dataSetId } = store.runs.row(runId);
  const preparation = store.runs.preparation(runId);
  if (!preparation) throw new AppError('notFound', `The run ${JSON.stringify(model.run.name)} has not begun to train, so it has no model yet.`);
  const table = store.dataSets.table(dataSetId);
  return store.models.promote({
    name, aliases, run: model.run, runCreatedAt: model.createdAt, epoch: model.epoch,
    dataSet: { ...model.dataSet, id: dataSetId }, arithmetic: model.arithmetic, config: model.config, features: model.features,
    metrics: { ...model.metrics, ...(table.columns.length > 0 && testMetrics(model, table, preparation.rows.test)) },
    facts: factsOfRun(store, runId, table), weights: weightBytes(model.weights),
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

/** With exactly these weights: a run measures its final ones alone. */
function testMetrics(model: SavedModel, table: Table, rows: Uint32Array): Metrics {
  if (rows.length === 0) return {};
  const { inputs, target: { column: name, task, classes } } = model.features;
  const part = rowsOf(table, rows);
  const predictions = modelPredictor(model).predict(applyPlan(model.features, part), part.rows);
  const column = findColumn(part, name, 'data.target');
  const outputs = task === 'regression' ? 1 : classes.length;
  const score = task === 'regression' ? numberScore() : classScore(outputs);
  for (let row = 0; row < part.rows && inputs.length > 0; row++) {
    const text = cellText(column, row);
    const truth = text === null ? -1 : task === 'regression' ? Number(text) : classes.indexOf(text);
    if (text !== null && (task === 'regression' || truth >= 0)) score.add(predictions, row * outputs, truth, calledClass(predictions, row * outputs, outputs, null));
  }
  return Object.fromEntries(Object.entries(score.metrics()).map(([metric, value]) => [`test_${metric}`, value]));
}

function rowsOf({ columns }: Table, rows: Uint32Array): Table {
  return {
    rows: rows.length,
    columns: columns.map((column) => (column.type === 'numeric'
      ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
      : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) })),
  };
}
