import { countCategories } from './columns.ts';
import { histogram } from './histogram.ts';
import { asideBy, type RoleChoices, type SetAside } from './roles.ts';
import { countDistinct, moments, present } from './statistics.ts';
import type { CategoricalColumn, Column, ColumnProfile, NumericColumn, Table } from './table.ts';

const shownCategories = 50;

/** One profile a column. `count` counts the cells that have a value; `sd` is that of the population. */
export function profileTable(table: Table, target: string | null, choices: RoleChoices = {}): ColumnProfile[] {
  const aside = asideBy(choices);
  const chosen = new Set([...(choices.use ?? []), ...(choices.setAside ?? [])]);
  return table.columns.map((column) => ({ ...describe(column), ...roleOf(column, target, aside), ...(chosen.has(column.name) ? { chosen: true as const } : {}) }));
}

function roleOf(column: Column, target: string | null, aside: (column: Column) => SetAside | null): Pick<ColumnProfile, 'role' | 'note'> {
  if (column.name === target) return { role: 'target' };
  return aside(column) ?? { role: 'feature' };
}

function describe(column: Column): Omit<ColumnProfile, 'role' | 'note'> {
  return column.type === 'numeric' ? describeNumbers(column) : describeCategories(column);
}

function describeNumbers({ name, type, values }: NumericColumn): Omit<ColumnProfile, 'role' | 'note'> {
  const cells = present(values);
  const missing = values.length - cells.length;
  if (cells.length === 0) return { name, type, count: 0, missing, distinct: 0 };
  const { min, max, mean, sd } = moments(cells);
  return {
    name, type, count: cells.length, missing, distinct: countDistinct(cells),
    numeric: { min, max, mean, sd, histogram: histogram(cells, min, max) },
  };
}

function describeCategories(column: CategoricalColumn): Omit<ColumnProfile, 'role' | 'note'> {
  const counts = countCategories(column);
  const count = counts.reduce((sum, each) => sum + each, 0);
  const used = column.categories.map((value, code) => ({ value, count: counts[code]! })).filter((each) => each.count > 0);
  used.sort((one, other) => other.count - one.count);
  return {
    name: column.name, type: column.type, count, missing: column.codes.length - count, distinct: used.length,
    categories: used.slice(0, shownCategories),
  };
}
