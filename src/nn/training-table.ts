import type { Floats, Indices, Kernel, Matrix } from './kernels/kernel.ts';
import { classTally } from './metrics/class-tally.ts';
import { numberTally } from './metrics/number-tally.ts';
import { variation } from './metrics/regression.ts';
import type { Phase, Tally } from './metrics/tally.ts';
import type { TrainingData } from './spec.ts';

/** Training data in whichever precision; the float64 kernel keeps all the digits of a Float64Array. */
export type TrainingTable = Omit<TrainingData, 'x' | 'y'> & { x: Floats; y: Floats };

/** The table in the kernel's memory. */
export interface LoadedTable {
  /** `[rows, inputs]` */
  x: Matrix;
  /** `[rows, 1]` class indices or 0 and 1, or `[rows, outputs]` numbers */
  y: Matrix;
}

/** Rows that are passed through together, with what they are measured by. */
export interface RowSet {
  rows: Indices;
  count: number;
  tally: Tally;
}

export function loadTable(kernel: Kernel, { x, y, inputs, outputs, task }: TrainingTable): LoadedTable {
  const rows = x.length / inputs;
  return {
    x: fillMatrix(kernel.matrix(rows, inputs), x),
    y: fillMatrix(kernel.matrix(rows, task === 'classification' ? 1 : outputs), y),
  };
}

/** The rows of one phase; null where there are none. */
export function loadRows(kernel: Kernel, phase: Phase, list: Uint32Array, data: TrainingTable): RowSet | null {
  if (list.length === 0) return null;
  const rows = kernel.indices(list.length);
  rows.data.set(list);
  return { rows, count: list.length, tally: createTally(phase, list, data) };
}

/** Copies values `[rows, columns]`, row-major without padding, into a matrix. */
export function fillMatrix(matrix: Matrix, values: ArrayLike<number>): Matrix {
  const { rows, columns, stride, data } = matrix;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) data[r * stride + c] = values[r * columns + c]!;
  }
  return matrix;
}

function createTally(phase: Phase, list: Uint32Array, { y, outputs, task }: TrainingTable): Tally {
  if (task === 'classification') {
    const actual = new Uint32Array(outputs);
    for (const row of list) actual[y[row]!]!++;
    return classTally(phase, actual);
  }
  const chosen = Float64Array.from({ length: list.length * outputs }, (_, i) => y[list[Math.floor(i / outputs)]! * outputs + (i % outputs)]!);
  return numberTally(phase, list.length, Float64Array.from({ length: outputs }, (_, o) => variation(chosen, o, outputs)));
}
