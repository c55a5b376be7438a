import { createGenerator } from '../nn/random.ts';
import { readClasses } from './classes.ts';
import { isCellMissing } from './columns.ts';
import { DataError } from './errors.ts';
import type { Column } from './table.ts';

/** Rows as points: two columns of them, and the class that colours each. */
export interface Scatter {
  /** rows that have a value in both columns */
  rows: number;
  x: Axis;
  y: Axis;
  /** per point: place in `classNames`, or -1 where there is none */
  classes: Int32Array;
  /** in order of code unit; empty where nothing colours the points */
  classNames: string[];
}

export interface Axis {
  column: string;
  /** per point; of a text column the place in `categories` */
  values: Float64Array;
  /** null for numbers */
  categories: string[] | null;
}

/** Of at most `limit` rows, drawn with equal chance, always the same ones. `colourBy` null, or with too many values to be classes: no classes. */
export function scatter(x: Column, y: Column, colourBy: Column | null, limit: number): Scatter {
  const rows = rowCount(x);
  const present: number[] = [];
  for (let row = 0; row < rows; row++) if (!isCellMissing(x, row) && !isCellMissing(y, row)) present.push(row);
  const drawn = drawRows(present, limit);
  const classes = colourBy && classesOf(colourBy, rows);
  return {
    rows: present.length,
    x: axisOf(x, drawn),
    y: axisOf(y, drawn),
    classes: Int32Array.from(drawn, (row) => (classes ? classes.codes[row]! : -1)),
    classNames: classes ? classes.names : [],
  };
}

/** Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S): every subset of that size is as likely. */
export function drawRows(rows: readonly number[], limit: number): Uint32Array {
  if (rows.length <= limit) return Uint32Array.from(rows);
  const chance = createGenerator(1, 'scatter');
  const drawn = new Uint32Array(limit);
  let taken = 0;
  for (let at = 0; taken < limit; at++) if ((rows.length - at) * chance.float() < limit - taken) drawn[taken++] = rows[at]!;
  return drawn;
}

function axisOf(column: Column, rows: Uint32Array): Axis {
  const cells = column.type === 'numeric' ? column.values : column.codes;
  return { column: column.name, values: Float64Array.from(rows, (row) => cells[row]!), categories: column.type === 'numeric' ? null : column.categories };
}

function classesOf(column: Column, rows: number): ReturnType<typeof readClasses> | null {
  try {
    return readClasses(column, rows);
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

function rowCount(column: Column): number {
  return column.type === 'numeric' ? column.values.length : column.codes.length;
}
