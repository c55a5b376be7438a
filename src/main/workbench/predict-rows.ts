import { mostPredictedRows, type Part, type Predictions } from '../../contract/comparisons.ts';
import { AppError } from '../../contract/errors.ts';
import { endedStatuses, type RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types/store.ts';
import { createRecent } from '../training/recent.ts';
import type { PredictedRows } from './data-work/predict-rows.ts';
import type { DataThread } from './data-work/thread.ts';
import type { Replay } from './state-at.ts';
import { dataConfigOf } from './train-spec.ts';

/** What runs say about rows that they did not learn from, with the weights that they ended with or those of an epoch. */
export interface RowPredictions {
  /** Never refuses: a run that cannot say anything has a `problem`. Throws `notFound` for one that is gone. */
  of(runId: string, part: Part, epoch?: number): Promise<Predictions>;
}

export interface RowPredictionsSetting {
  store: Store;
  replay: Pick<Replay, 'weightsAt'>;
  /** where rows are prepared and predicted */
  thread: DataThread;
}

/** at most 1.6 MB each */
const predictionsKept = 60;
const mostValues = 400_000;

export function createRowPredictions({ store, replay, thread }: RowPredictionsSetting): RowPredictions {
  const known = createRecent<Predictions>(predictionsKept);

  async function of(runId: string, part: Part, wanted?: number): Promise<Predictions> {
    const run = store.runs.row(runId);
    const epoch = wanted ?? finalEpoch(run);
    const key = JSON.stringify([runId, part, epoch, wanted === undefined ? run.status : 'any']);
    const before = known.get(key);
    if (before) return before;
    if (wanted === undefined && !endedStatuses.includes(run.status)) return without(run, epoch, 'It has not ended, so it has no final weights yet.');
    if (run.status === 'imported') return without(run, epoch, 'It was trained elsewhere, so which rows it did not learn from is not known.');
    if (wanted === undefined && epoch === 0) return without(run, epoch, 'It has no weights of its own to predict with.');
    if (store.dataSets.summary(run.dataSetId).columns === 0) return without(run, epoch, `Its data set ${JSON.stringify(run.dataSet)} is not here: only the name came with the run, without its rows.`);
    try {
      const predictions = await predict(run, epoch, part);
      if (predictions.problem === null) known.set(key, predictions);
      return predictions;
    } catch (error) {
      if (error instanceof AppError && error.code !== 'cancelled') return without(run, epoch, error.message);
      throw error;
    }
  }

  async function predict(run: RunRow, epoch: number, part: Part): Promise<Predictions> {
    const { weights } = await replay.weightsAt(run.id, { from: epoch, through: epoch });
    const predicted = await predictedBy(run, weights, part);
    if (predicted.rows.length === 0) return without(run, epoch, `Its split has no ${part} rows.`);
    return { runId: run.id, epoch, problem: null, dataSetId: run.dataSetId, ...predicted };
  }

  async function predictedBy({ config, dataSetId }: RunRow, weights: Uint8Array, part: Part): Promise<PredictedRows> {
    const data = dataConfigOf(config);
    const work = {
      preparation: JSON.stringify([dataSetId, data, config.loss]), data, network: config.network, loss: config.loss, weights, part,
      mostRows: mostPredictedRows, mostValues,
    };
    const first = await thread.ask('predict', { ...work, table: null });
    if (first !== 'tableWanted') return first;
    const second = await thread.ask('predict', { ...work, table: packedTable(store, dataSetId) });
    if (second === 'tableWanted') throw new Error('the table was sent, and asked for again');
    return second;
  }

  return { of };
}

/** The epoch whose weights a run ended with. */
export function finalEpoch({ status, config, bestEpoch, epochs }: RunRow): number {
  return status === 'completed' && config.earlyStopping?.restoreBest && bestEpoch !== null ? bestEpoch : epochs;
}

function packedTable(store: Store, dataSetId: string) {
  const { rows, columns } = store.dataSets.summary(dataSetId);
  return { rows, columns: Array.from({ length: columns }, (_, at) => store.dataSets.packedColumn(dataSetId, at)) };
}

function without({ id, dataSetId, config }: RunRow, epoch: number, problem: string): Predictions {
  return {
    runId: id, epoch, problem, task: config.loss === 'meanSquaredError' ? 'regression' : 'classification', classes: [], dataSetId, total: 0,
    rows: new Uint32Array(), target: new Float32Array(), values: new Float32Array(),
  };
}
