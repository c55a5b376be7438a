import type { LossName } from '../nn/spec.ts';
import { classNames } from './classes.ts';
import { findColumn } from './columns.ts';
import type { DataConfig } from './config.ts';
import { DataError, quote, quoteList } from './errors.ts';
import { setAside } from './roles.ts';
import type { Column, Table, Task } from './table.ts';

/** What the data is for, beside its own config. */
export interface Purpose {
  loss: LossName;
  /** the target that the data set was imported with */
  target: string | null;
}

/** Which columns take part in a run and how many inputs and outputs they make; found without reading all cells. */
export interface DataPlan {
  table: Table;
  task: Task;
  target: Column;
  /** in order of output; empty for a regression */
  classes: string[];
  features: Column[];
  /** the column whose cells split the rows, where the config names one */
  splitBy: Column | null;
  inputs: number;
  /** classes, or 1 for a regression */
  outputs: number;
  notes: string[];
}

const mostCategories = 1000;
const mostInputs = 65_536;

/** Throws DataError with the config's field where table, config and loss do not go together. */
export function planFeatures(table: Table, config: DataConfig, purpose: Purpose): DataPlan {
  const name = config.target ?? purpose.target;
  if (name === null) throw new DataError('No target is chosen. Name the column to predict.', { field: 'data.target' });
  const target = findColumn(table, name, 'data.target');
  const splitBy = 'column' in config.split ? findColumn(table, config.split.column, 'data.split.column') : null;
  if (splitBy === target) {
    throw new DataError(
      `Column ${quote(name)} cannot be the target and say how to split as well.`,
      { column: name, field: 'data.split.column' },
    );
  }
  const task: Task = purpose.loss === 'meanSquaredError' ? 'regression' : 'classification';
  const classes = targetClasses(target, purpose.loss);
  const { features, notes } = config.features === 'all' ? allFeatures(table, target, splitBy) : namedFeatures(table, config.features, target, splitBy);
  return {
    table, task, target, classes, features, splitBy,
    inputs: countInputs(features),
    outputs: task === 'regression' ? 1 : classes.length,
    notes,
  };
}

/** How many inputs a column makes: one for a number, one for each category. */
export function inputsOf(column: Column): number {
  return column.type === 'numeric' ? 1 : column.categories.length;
}

function targetClasses(target: Column, loss: LossName): string[] {
  const where = { column: target.name, field: 'loss' };
  if (loss === 'meanSquaredError') {
    if (target.type === 'numeric') return [];
    throw new DataError(`The target ${quote(target.name)} is text, so meanSquaredError cannot be used. Use the loss crossEntropy, or choose a numeric target.`, where);
  }
  const classes = classNames(target);
  if (classes.length < 2) {
    throw new DataError(
      `The target ${quote(target.name)} has ${classes.length === 0 ? 'no values' : 'only one class'}, so there is nothing to learn. Choose another target.`,
      { column: target.name, field: 'data.target' },
    );
  }
  if (loss === 'binaryCrossEntropy' && classes.length !== 2) {
    throw new DataError(`binaryCrossEntropy needs a target with two classes, but ${quote(target.name)} has ${classes.length}. Use the loss crossEntropy.`, where);
  }
  return classes;
}

function allFeatures(table: Table, target: Column, splitBy: Column | null): { features: Column[]; notes: string[] } {
  const candidates = table.columns.filter((column) => column !== target && column !== splitBy).map((column) => ({ column, aside: setAside(column) }));
  const features = candidates.filter(({ aside }) => !aside).map(({ column }) => column);
  const notes = candidates.flatMap(({ aside }) => (aside ? [`No feature: ${aside.note}.`] : []));
  if (features.length === 0) {
    throw new DataError(
      `No column is left to learn from. ${notes.join(' ')} Name the features to use them all the same.`,
      { field: 'data.features' },
    );
  }
  return { features, notes };
}

function namedFeatures(table: Table, names: string[], target: Column, splitBy: Column | null): { features: Column[]; notes: string[] } {
  const field = 'data.features';
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new DataError(`The feature ${quote(twice)} is named twice.`, { column: twice, field });
  if (names.length === 0) throw new DataError('No features are named. Name at least one, or use "all".', { field });
  const features = names.map((name) => findColumn(table, name, field));
  if (features.includes(target)) {
    throw new DataError(
      `Column ${quote(target.name)} is the target, so it cannot be a feature.`,
      { column: target.name, field },
    );
  }
  if (splitBy && features.includes(splitBy)) {
    throw new DataError(
      `Column ${quote(splitBy.name)} says how to split, so it cannot be a feature.`,
      { column: splitBy.name, field },
    );
  }
  return { features, notes: [] };
}

function countInputs(features: Column[]): number {
  const field = 'data.features';
  const large = features.filter((column) => inputsOf(column) > mostCategories).map(({ name }) => name);
  if (large.length > 0) {
    throw new DataError(
      `Columns with more than ${mostCategories} different texts cannot be features: ${quoteList(large)}. Name the features without them.`,
      { column: large[0], field },
    );
  }
  const inputs = features.reduce((sum, column) => sum + inputsOf(column), 0);
  if (inputs > mostInputs) {
    throw new DataError(
      `The features make ${inputs} inputs, more than the ${mostInputs} that are supported. Name fewer of them.`,
      { field },
    );
  }
  return inputs;
}
