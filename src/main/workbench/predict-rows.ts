import { setImmediate } from 'node:timers/promises';
import { mostPredictedRows, type Part, type Predictions } from '../../contract/comparisons.ts';
import { AppError } from '../../contract/errors.ts';
import { endedStatuses, type RunRow } from '../../contract/runs.ts';
import { DataError } from '../../data/errors.ts';
import { prepare, type Prepared } from '../../data/prepare.ts';
import { chooseKernel } from '../../nn/arithmetic.ts';
import { NetworkError } from '../../nn/network-error.ts';
import { createPredictor, type Predictor } from '../../nn/predictor.ts';
import type { Store } from '../store/types.ts';
import { createRecent } from '../training/recent.ts';
import { weightsFromBytes } from '../training/weight-bytes.ts';
import type { Replay } from './state-at.ts';
import type { Tables } from './tables.ts';
import { dataConfigOf } from './train-spec.ts';

/** What runs say about rows that they did not learn from, with the weights that they ended with. */
export interface RowPredictions {
  /** Never refuses: a run that cannot say anything has a `problem`. Throws `notFound` for one that is gone. */
  of(runId: string, part: Part): Promise<Predictions>;
}

/** Runs in a comparison mostly share their table and split. */
const preparationsKept = 3;
/** at most 1.6 MB each */
const predictionsKept = 60;
const mostValues = 400_000;
/** rows between which other calls get their turn */
const sliceRows = 2048;

export function createRowPredictions({ store, tables, replay }: { store: Store; tables: Tables; replay: Pick<Replay, 'weightsAt'> }): RowPredictions {
  const prepared = createRecent<Prepared>(preparationsKept);
  const known = createRecent<Predictions>(predictionsKept);

  async function of(runId: string, part: Part): Promise<Predictions> {
    const run = store.runs.row(runId);
    const epoch = finalEpoch(run);
    const key = JSON.stringify([runId, part, epoch, run.status]);
    const before = known.get(key);
    if (before) return before;
    if (!endedStatuses.includes(run.status)) return without(run, 'It has not ended, so it has no final weights yet.');
    if (run.status === 'imported' || epoch === 0) return without(run, 'It has no weights of its own to predict with.');
    try {
      const predictions = await predict(run, epoch, part);
      known.set(key, predictions);
      return predictions;
    } catch (error) {
      if (error instanceof AppError || error instanceof DataError || error instanceof NetworkError) return without(run, error.message);
      throw error;
    }
  }

  async function predict(run: RunRow, epoch: number, part: Part): Promise<Predictions> {
    const { data, classes } = preparedFor(run);
    const rows = spread(data[part], Math.min(mostPredictedRows, Math.floor(mostValues / data.outputs)));
    if (rows.length === 0) return without(run, `Its split has no ${part} rows.`);
    const { weights } = await replay.weightsAt(run.id, { from: epoch, through: epoch });
    const predictor = createPredictor(chooseKernel().kernel, { network: run.config.network, loss: run.config.loss, inputs: data.inputs, outputs: data.outputs });
    predictor.setWeights(weightsFromBytes(weights));
    return {
      runId: run.id, problem: null, task: data.task, classes, dataSetId: run.dataSetId, total: data[part].length, rows,
      target: Float32Array.from(rows, (row) => data.y[row]!),
      values: await inSlices(predictor, data, rows),
    };
  }

  function preparedFor({ config, dataSetId }: RunRow): Prepared {
    const key = JSON.stringify([dataSetId, config.data, config.loss]);
    const ready = prepared.get(key) ?? prepare(tables.get(store.dataSets.get(dataSetId)), dataConfigOf(config), { loss: config.loss, target: null });
    prepared.set(key, ready);
    return ready;
  }

  return { of };
}

/** The epoch whose weights a run ended with. */
export function finalEpoch({ status, config, bestEpoch, epochs }: RunRow): number {
  return status === 'completed' && config.earlyStopping?.restoreBest && bestEpoch !== null ? bestEpoch : epochs;
}

async function inSlices(predictor: Predictor, { x, inputs, outputs }: Prepared['data'], rows: Uint32Array): Promise<Float32Array> {
  const values = new Float32Array(rows.length * outputs);
  for (let from = 0; from < rows.length; from += sliceRows) {
    if (from > 0) await setImmediate();
    const slice = rows.subarray(from, from + sliceRows);
    const block = new Float32Array(slice.length * inputs);
    slice.forEach((row, at) => block.set(x.subarray(row * inputs, (row + 1) * inputs), at * inputs));
    predictor.predict(block, slice.length, values.subarray(from * outputs, (from + slice.length) * outputs));
  }
  return values;
}

/** As many as are wanted, at even distances; all of them where they are no more. */
function spread(rows: Uint32Array, most: number): Uint32Array {
  if (rows.length <= most) return rows.slice();
  return Uint32Array.from({ length: most }, (_, at) => rows[Math.floor((at * rows.length) / most)]!);
}

function without({ id, dataSetId, config }: RunRow, problem: string): Predictions {
  return {
    runId: id, problem, task: config.loss === 'meanSquaredError' ? 'regression' : 'classification', classes: [], dataSetId, total: 0,
    rows: new Uint32Array(), target: new Float32Array(), values: new Float32Array(),
  };
}
