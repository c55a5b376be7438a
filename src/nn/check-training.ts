import { NetworkError } from './network-error.ts';
import type { TrainSpec } from './spec.ts';
import type { TrainingTable } from './training-table.ts';

/** @throws NetworkError where spec and data cannot be trained with, naming the field and the way out */
export function checkTraining(spec: TrainSpec, data: TrainingTable): void {
  checkNumbers(spec);
  checkTable(spec, data);
  if (spec.earlyStopping) checkMonitor(spec.earlyStopping.monitor, 'earlyStopping.monitor', data);
  if (spec.schedule.name === 'plateau') checkMonitor(spec.schedule.monitor, 'schedule.monitor', data);
}

function checkNumbers({ epochs, batchSize, seed, clipNorm, network }: TrainSpec): void {
  if (!Number.isSafeInteger(epochs) || epochs < 1) throw new NetworkError(`epochs is a whole number from 1, not ${epochs}.`, 'epochs');
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) throw new NetworkError(`batchSize is a whole number from 1, not ${batchSize}.`, 'batchSize');
  if (!Number.isSafeInteger(seed) || seed < 0) throw new NetworkError(`seed is a whole number from 0 to 2^53 − 1, not ${seed}.`, 'seed');
  if (clipNorm !== null && !(clipNorm > 0)) throw new NetworkError(`clipNorm is null or a number above 0, not ${clipNorm}.`, 'clipNorm');
  network.forEach((layer, at) => {
    if (layer.layer === 'dropout' && !(layer.rate >= 0 && layer.rate < 1)) {
      throw new NetworkError(`A dropout rate is from 0 to below 1, not ${layer.rate}.`, `network.${at}.rate`);
    }
    // With a slope below 0 the output would no longer tell on which side of 0 the input was.
    if (layer.layer === 'leakyRelu' && !(layer.slope >= 0 && layer.slope <= 1)) {
      throw new NetworkError(`A slope is from 0 to 1, not ${layer.slope}.`, `network.${at}.slope`);
    }
  });
}

function checkTable({ loss }: TrainSpec, data: TrainingTable): void {
  const { x, y, inputs, outputs, task, train, validation, test } = data;
  if ((task === 'regression') !== (loss === 'meanSquaredError')) {
    const fitting = task === 'regression' ? 'meanSquaredError' : 'crossEntropy or binaryCrossEntropy';
    throw new NetworkError(`The target is one of a ${task}, which the loss ${loss} is not for; use ${fitting}.`, 'loss');
  }
  const width = task === 'classification' ? 1 : outputs;
  const rows = y.length / width;
  if (x.length !== rows * inputs) throw new NetworkError(`The table has ${x.length} feature values, where ${rows} rows of ${inputs} make ${rows * inputs}.`, 'data');
  if (train.length === 0) throw new NetworkError('The split leaves no row to train on; make the validation and test shares smaller.', 'data.split');
  for (const list of [train, validation, test]) {
    for (const row of list) {
      if (row >= rows) throw new NetworkError(`The split names row ${row}, and the table has ${rows} rows.`, 'data.split');
      if (!allFinite(x, row * inputs, inputs)) throw new NetworkError(`Row ${row} has a feature that is not a finite number.`, 'data.features');
      if (!allFinite(y, row * width, width)) throw new NetworkError(`Row ${row} has a target that is not a finite number.`, 'data.target');
      if (task === 'classification' && !isClass(y[row]!, outputs)) {
        throw new NetworkError(`Row ${row} has the class ${y[row]}, and the classes are 0 to ${outputs - 1}.`, 'data.target');
      }
    }
  }
}

/** The metrics that an epoch has, by task; the prefix says of which rows. */
const metricsOf = {
  classification: ['loss', 'accuracy', 'precision', 'recall', 'f1', 'roc_auc'],
  regression: ['loss', 'mse', 'mae', 'r2'],
};

function checkMonitor(monitor: string, field: string, { task, validation }: TrainingTable): void {
  const name = /^(?:train|val)_(.+)$/.exec(monitor)?.[1];
  if (!name || !metricsOf[task].includes(name)) {
    throw new NetworkError(`${monitor} is no metric of an epoch here; there are train_ and val_ ${metricsOf[task].join(', ')}.`, field);
  }
  if (monitor.startsWith('val_') && validation.length === 0) {
    throw new NetworkError(`There are no validation rows to take ${monitor} of; monitor train_${name}, or give data.split a validation share.`, field);
  }
}

const isClass = (value: number, classes: number): boolean => Number.isInteger(value) && value >= 0 && value < classes;

function allFinite(values: ArrayLike<number>, from: number, count: number): boolean {
  for (let i = from; i < from + count; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}
