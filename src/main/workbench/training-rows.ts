import type { TrainingRows } from '../../contract/replay.ts';
import { prepare } from '../../data/prepare.ts';
import type { Store } from '../store/types/store.ts';
import type { Tables } from './tables.ts';
import { dataConfigOf } from './train-spec.ts';

/** The rows that a run learns from and is measured on, as numbers: what a window needs to compute with its weights. */
export function trainingRowsOf(store: Store, tables: Tables, runId: string): TrainingRows {
  const { config, dataSetId } = store.runs.row(runId);
  const { data, classes, features } = prepare(tables.get(store.dataSets.get(dataSetId)), dataConfigOf(config), { loss: config.loss, target: null });
  const { task, inputs, outputs, x, y, train, validation, test } = data;
  return {
    runId, task, inputs, outputs, classes, features,
    x: bytesOf(x), y: bytesOf(y), train: bytesOf(train), validation: bytesOf(validation), test: bytesOf(test),
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);
