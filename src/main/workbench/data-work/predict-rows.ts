import { AppError } from '../../../contract/errors.ts';
import type { Part } from '../../../contract/comparisons.ts';
import type { DataConfig } from '../../../data/config.ts';
import { prepare, type Prepared } from '../../../data/prepare.ts';
import { chooseKernel } from '../../../nn/arithmetic.ts';
import { NetworkError } from '../../../nn/network-error.ts';
import { createPredictor, type Predictor } from '../../../nn/predictor.ts';
import type { LayerSpec, LossName } from '../../../nn/spec.ts';
import { unpackColumn, type PackedColumn } from '../../store/data-set-columns.ts';
import { createRecent } from '../../training/recent.ts';
import { weightsFromBytes } from '../../training/weight-bytes.ts';

/** What a run's network says about the rows of a part. */
export interface PredictionWork {
  /** names table and preparation: rows that were prepared lately are not prepared again */
  preparation: string;
  /** left out until it is asked for, since it may be large */
  table: { rows: number; columns: PackedColumn[] } | null;
  data: DataConfig;
  network: readonly LayerSpec[];
  loss: LossName;
  weights: Uint8Array;
  part: Part;
  /** of more rows, as many are taken at even distances */
  mostRows: number;
  /** rows times outputs */
  mostValues: number;
}

export interface PredictedRows {
  task: 'classification' | 'regression';
  classes: string[];
  /** rows of the part, of which `rows` may be a sample */
  total: number;
  rows: Uint32Array;
  target: Float32Array;
  /** `[rows, outputs]` */
  values: Float32Array;
}

/** Runs in a comparison mostly share their table and split. */
const preparationsKept = 3;

/** Answers `tableWanted` where the rows have to be prepared first. Throws `DataError`, and `AppError` where the network does not fit. */
export function createRowPredictor(): (work: PredictionWork) => PredictedRows | 'tableWanted' {
  const known = createRecent<Prepared>(preparationsKept);
  return ({ preparation, table, data: config, network, loss, weights, part, mostRows, mostValues }) => {
    const prepared = known.get(preparation) ?? (table && prepareTable(table, config, loss));
    if (!prepared) return 'tableWanted';
    known.set(preparation, prepared);
    const { data, classes } = prepared;
    const rows = spread(data[part], Math.min(mostRows, Math.floor(mostValues / data.outputs)));
    return {
      task: data.task, classes, total: data[part].length, rows,
      target: Float32Array.from(rows, (row) => data.y[row]!),
      values: rows.length === 0 ? new Float32Array() : predictedRows(predictorOf(prepared, network, loss, weights), data, rows),
    };
  };
}

function prepareTable({ rows, columns }: { rows: number; columns: PackedColumn[] }, config: DataConfig, loss: LossName): Prepared {
  return prepare({ rows, columns: columns.map((column) => unpackColumn(column, rows)) }, config, { loss, target: null });
}

function predictorOf({ data }: Prepared, network: readonly LayerSpec[], loss: LossName, weights: Uint8Array): Predictor {
  try {
    const predictor = createPredictor(chooseKernel().kernel, { network, loss, inputs: data.inputs, outputs: data.outputs });
    predictor.setWeights(weightsFromBytes(weights));
    return predictor;
  } catch (error) {
    throw error instanceof NetworkError ? new AppError('invalidInput', error.message, error.field) : error;
  }
}

function predictedRows(predictor: Predictor, { x, inputs }: Prepared['data'], rows: Uint32Array): Float32Array {
  const chosen = new Float32Array(rows.length * inputs);
  rows.forEach((row, at) => chosen.set(x.subarray(row * inputs, (row + 1) * inputs), at * inputs));
  return predictor.predict(chosen, rows.length);
}

/** As many as are wanted, at even distances; all of them where they are no more. */
function spread(rows: Uint32Array, most: number): Uint32Array {
  if (rows.length <= most) return rows.slice();
  return Uint32Array.from({ length: most }, (_, at) => rows[Math.floor((at * rows.length) / most)]!);
}
