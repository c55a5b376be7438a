import { argmax } from '../../nn/metrics/confusion.ts';

export interface ClassifiedRows {
  classes: readonly string[];
  dataSetId: string;
  rows: Uint32Array;
  /** index of the class */
  target: Float32Array;
  /** `[rows, classes]`, row-major */
  values: Float32Array;
}

/** Of each row: whether its most probable class is its own. */
export function rightRows({ classes, rows, target, values }: ClassifiedRows): boolean[] {
  return Array.from(rows, (_, at) => argmax(values.subarray(at * classes.length, (at + 1) * classes.length), 0, classes.length) === target[at]);
}

/** Whether both were asked about the same rows of the same data. */
export function sameRows(a: ClassifiedRows, b: ClassifiedRows): boolean {
  return a.dataSetId === b.dataSetId && a.rows.length === b.rows.length && a.classes.length === b.classes.length
    && a.classes.every((name, at) => name === b.classes[at]) && a.rows.every((row, at) => row === b.rows[at]);
}

/** Runs that can be held against each other row by row, in the order of the first of each. */
export function byRows<T extends ClassifiedRows>(predictions: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const one of predictions) {
    const group = groups.find(([first]) => sameRows(first!, one));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}
