import { countCategories } from './columns.ts';
import { quote } from './errors.ts';
import { countDistinct, present } from './statistics.ts';
import type { CategoricalColumn, Column, ColumnProfile, ColumnRole, NumericColumn } from './table.ts';

/** Why a column is no feature unless it is asked for by name. */
export interface SetAside {
  role: Extract<ColumnRole, 'id' | 'constant' | 'split'>;
  /** a clause that begins with the column's name */
  note: string;
}

/** Set aside are columns without variation, columns that only name their row, and columns that say how to split. */
export function setAside(column: Column): SetAside | null {
  return constant(column) ?? (column.type === 'numeric' ? numericId(column) : splitColumn(column) ?? textId(column));
}

/** What a person has said about columns, whatever they look like. */
export interface RoleChoices {
  /** to learn from */
  use?: readonly string[];
  /** no features unless they are named */
  setAside?: readonly string[];
}

/** As `setAside`, but a person's word comes first. Returns a function that looks the choices up once. */
export function asideBy({ use, setAside: aside }: RoleChoices): (column: Column) => SetAside | null {
  const [used, put] = [new Set(use), new Set(aside)];
  return (column) => {
    if (put.has(column.name)) return { role: 'id', note: `${quote(column.name)} was set aside by hand` };
    return used.has(column.name) ? null : setAside(column);
  };
}

export function setAsideNotes(profile: readonly ColumnProfile[]): string[] {
  return profile.flatMap(({ role, note }) => (role !== 'target' && note !== undefined ? [`Set aside: ${note}.`] : []));
}

/** What the cells of a column must say that splits the rows. */
export const splitParts = ['train', 'validation', 'test'] as const;

const idName = /(^|[_\s.-])(id|uuid|guid|index|key|nr|row|rownames?)$/i;
const idNameCamel = /[a-z]I[dD]$/;
/** In fewer rows than this, order and variety may be chance. */
const tellingRows = 20;
const mostlyDistinct = 0.95;

function constant(column: Column): SetAside | null {
  const first = column.type === 'numeric' ? column.values.find((value) => !Number.isNaN(value)) : column.codes.find((code) => code >= 0);
  if (first === undefined) return { role: 'constant', note: `${quote(column.name)} has no values` };
  const varies = column.type === 'numeric'
    ? column.values.some((value) => value !== first && !Number.isNaN(value))
    : column.codes.some((code) => code !== first && code >= 0);
  return varies ? null : { role: 'constant', note: `${quote(column.name)} has the same value in every row` };
}

function splitColumn({ name, categories }: CategoricalColumn): SetAside | null {
  const parts: readonly string[] = splitParts;
  if (!categories.every((category) => parts.includes(category.toLowerCase()))) return null;
  return { role: 'split', note: `${quote(name)} says which part of the split a row belongs to` };
}

function numericId({ name, values }: NumericColumn): SetAside | null {
  if (!values.every((value) => Number.isInteger(value))) return null;
  const counts = values.length >= tellingRows && values.every((value, row) => value === values[0]! + row);
  if (counts) return { role: 'id', note: `${quote(name)} counts the rows` };
  return namesRows(name) && countDistinct(present(values)) === values.length
    ? { role: 'id', note: `${quote(name)} is different in every row and called like an id` }
    : null;
}

function textId(column: CategoricalColumn): SetAside | null {
  const counts = countCategories(column);
  const cells = counts.reduce((sum, count) => sum + count, 0);
  const distinct = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const isId = namesRows(column.name) ? distinct === cells : cells >= tellingRows && distinct >= mostlyDistinct * cells;
  return isId ? { role: 'id', note: `${quote(column.name)} has ${distinct} different texts in ${cells} rows, so it is read as an id` } : null;
}

function namesRows(name: string): boolean {
  return idName.test(name) || idNameCamel.test(name);
}
