import type { DataSetDetail } from '../../contract/data-sets.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { planFeatures } from '../../data/plan.ts';
import { planSplit } from '../../data/prepare.ts';
import { guessTask } from '../../data/target.ts';
import type { Column, Table, Task } from '../../data/table.ts';
import { describeNetwork, type LayerShape } from '../../nn/network-shape.ts';
import { dataConfigOf } from './train-spec.ts';
import type { InputIssue } from '../../contract/input-issues.ts';

/** What a config comes to on its data set. */
export interface DataFit {
  inputs: number;
  outputs: number;
  classes: string[];
  shapes: LayerShape[];
  rows: { train: number; validation: number; test: number };
  notes: string[];
}

/** Throws the `DataError` or `NetworkError` of what does not go together, with the field. */
export function fitToData(config: RunConfig, dataSet: DataSetDetail, table: Table): DataFit {
  const data = dataConfigOf(config);
  const plan = planFeatures(table, data, { loss: config.loss, target: dataSet.target });
  const shapes = describeNetwork(config.network, plan.inputs, plan.outputs, config.loss);
  const { parts, notes } = planSplit(plan, data);
  return {
    inputs: plan.inputs,
    outputs: plan.outputs,
    classes: plan.classes,
    shapes,
    rows: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
    notes: [...plan.notes, ...notes],
  };
}

/** Numbers can be taken as classes, but a quantity is hardly meant so. */
export function targetIssues({ loss }: RunConfig, task: Task | null, target: Column | undefined): InputIssue[] {
  if (target?.type !== 'numeric' || task !== 'regression' || loss === 'meanSquaredError') return [];
  return [{ field: 'loss', message: `the target ${JSON.stringify(target.name)} holds numbers, not classes; use meanSquaredError with dense as the last layer, or choose another target` }];
}

/** Metrics of validation rows that there are not. */
export function monitorIssues({ earlyStopping, schedule }: RunConfig, { rows }: DataFit): InputIssue[] {
  const monitors = { 'earlyStopping.monitor': earlyStopping?.monitor, 'schedule.monitor': schedule.name === 'plateau' ? schedule.monitor : undefined };
  return Object.entries(monitors).flatMap(([field, monitor]) => (monitor?.startsWith('val_') && rows.validation === 0
    ? [{ field, message: `there are no validation rows to take ${monitor} of; use ${monitor.replace('val_', 'train_')}, or give data.split a validation share` }]
    : []));
}

/** The task of a target: as the data set was imported, or guessed for another column. Null where there is no such column. */
export function taskOfTarget(target: string | null, dataSet: DataSetDetail, table: () => Table): Task | null {
  if (target === null || target === dataSet.target) return dataSet.task;
  const column = table().columns.find(({ name }) => name === target);
  return column ? guessTask(column) : null;
}
