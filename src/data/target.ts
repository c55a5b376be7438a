import { countCategories, findColumn } from './columns.ts';
import { DataError, quote } from './errors.ts';
import { asideBy, type RoleChoices } from './roles.ts';
import { countDistinct, present } from './statistics.ts';
import type { Column, Table, Task } from './table.ts';

/** What a target is usually called, the most telling first. */
const targetNames = ['target', 'label', 'labels', 'class', 'classes', 'diagnosis', 'species', 'outcome', 'y', 'response', 'category', 'result'];

/** A column that is called like a target, else the last one that is not set aside; null for a table without columns. */
export function guessTarget(table: Table, choices: RoleChoices = {}): string | null {
  const aside = asideBy(choices);
  for (const name of targetNames) {
    const column = table.columns.find((candidate) => candidate.name.toLowerCase() === name);
    if (column) return column.name;
  }
  return (table.columns.findLast((column) => !aside(column)) ?? table.columns.at(-1))?.name ?? null;
}

const mostClassNumbers = 20;
const rowsPerClass = 3;

/** Text, and few different whole numbers, are classes; other numbers are a quantity. */
export function guessTask(column: Column): Task {
  if (column.type === 'categorical') return 'classification';
  const values = present(column.values);
  if (!values.every((value) => Number.isInteger(value))) return 'regression';
  const distinct = countDistinct(values);
  return distinct <= 2 || (distinct <= mostClassNumbers && distinct * rowsPerClass <= values.length) ? 'classification' : 'regression';
}

/** The target and task that were asked for, or guessed ones. Throws where nothing can be learned from the target. */
export function chooseTarget(
  table: Table,
  wanted: { fileName: string; target: string | null; task: Task | null; choices?: RoleChoices },
): { target: string; task: Task } {
  const target = wanted.target ?? guessTarget(table, wanted.choices);
  if (target === null) throw new DataError(`${wanted.fileName} has no columns.`);
  const column = findColumn(table, target, 'target');
  const task = wanted.task ?? guessTask(column);
  const distinct = column.type === 'numeric' ? countDistinct(present(column.values)) : countCategories(column).filter((count) => count > 0).length;
  if (distinct < 2) {
    const only = distinct === 0 ? 'no values' : task === 'classification' ? 'only one class' : 'the same value in every row';
    throw new DataError(
      `${wanted.fileName}: the target ${quote(target)} has ${only}, so there is nothing to learn. Choose another target column.`,
      { column: target, field: 'target' },
    );
  }
  if (task === 'regression' && column.type === 'categorical') {
    throw new DataError(
      `${wanted.fileName}: the target ${quote(target)} is text, so it cannot be predicted as a number. Choose classification, or another target column.`,
      { column: target, field: 'task' },
    );
  }
  return { target, task };
}
