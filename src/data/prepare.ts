import type { TrainingData } from '../nn/spec.ts';
import { fillInputs } from './apply-plan.ts';
import { readClasses, type Classes } from './classes.ts';
import type { DataConfig } from './config.ts';
import { DataError, quote } from './errors.ts';
import type { FeaturePlan } from './feature-plan.ts';
import { fitInputs } from './fit-inputs.ts';
import { planFeatures, type DataPlan, type Purpose } from './plan.ts';
import { splitRows, type Parts } from './split/split.ts';
import type { NumericColumn, Table } from './table.ts';
import { usableRows } from './usable-rows.ts';

export interface Prepared {
  /** its row numbers are those of the table; rows that are in no part may hold NaN */
  data: TrainingData;
  /** in order of output, with two the last is the positive one; empty for a regression */
  classes: string[];
  features: FeaturePlan;
  notes: string[];
}

/** From a table and what a run config says about it to what a network trains on. Throws DataError. */
export function prepare(table: Table, config: DataConfig, purpose: Purpose): Prepared {
  const plan = planFeatures(table, config, purpose);
  const { parts, classes, notes } = planSplit(plan, config);
  const features: FeaturePlan = {
    version: 1,
    inputs: plan.features.flatMap((column) => fitInputs(column, parts.train, config)),
    target: { column: plan.target.name, task: plan.task, classes: plan.classes },
  };
  const data: TrainingData = {
    x: fillInputs(features, table),
    y: classes ? Float32Array.from(classes.codes, (code) => (code < 0 ? NaN : code)) : targetNumbers(plan.target as NumericColumn),
    inputs: plan.inputs,
    outputs: plan.outputs,
    task: plan.task,
    ...parts,
  };
  return { data, classes: plan.classes, features, notes: [...plan.notes, ...notes] };
}

/** Which rows a run trains, validates and tests on; `classes` is null for a regression. */
export function planSplit(plan: DataPlan, config: DataConfig): { parts: Parts; classes: Classes | null; notes: string[] } {
  const usable = usableRows(plan, config.missing);
  const classes = plan.task === 'classification' ? readClasses(plan.target, plan.table.rows) : null;
  const { parts, notes } = splitRows(config.split, { rows: usable.rows, classes, splitBy: plan.splitBy });
  return { parts, classes, notes: [...usable.notes, ...notes] };
}

function targetNumbers({ name, values }: NumericColumn): Float32Array {
  return Float32Array.from(values, (value, row) => {
    if (Math.abs(Math.fround(value)) === Infinity) {
      throw new DataError(
        `Row ${row + 1} has ${value} in the target ${quote(name)}, which is too large to train with. Correct the cell.`,
        { column: name, field: 'data.target' },
      );
    }
    return value;
  });
}
