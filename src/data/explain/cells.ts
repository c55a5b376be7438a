import { numberText } from '../columns.ts';
import { columnsOf, type FeatureFacts } from '../feature-facts.ts';
import type { FeaturePlan } from '../feature-plan.ts';
import { createRowEncoder } from '../predict/row-encoder.ts';

/** The value of each column that a plan asks for, in the order of `columnsOf`; null where it is missing. */
export type Cells = readonly (number | string | null)[];

/** Cells → inputs `[inputs]`, as the rows of a file are encoded. Throws DataError where a cell is missing and nothing may stand in for it. */
export function cellEncoder(plan: FeaturePlan): (cells: Cells, into?: Float32Array, from?: number) => Float32Array {
  const encoder = createRowEncoder(plan, columnsOf(plan), { fileName: 'This row', decimalComma: false });
  return (cells, into = new Float32Array(plan.inputs.length), from = 0) => {
    encoder.encode(cells.map((cell) => (cell === null ? '' : typeof cell === 'number' ? numberText(cell) : cell)), 1, into, from);
    return into;
  };
}

/**
 * The row that contributions are told from: the mean of each number over the training rows, the most common category. Of a
 * model whose training rows are not known, what its preparation takes for a missing cell, else what it scales to zero, to six
 * digits: nobody typed more.
 */
export function baselineCells(plan: FeaturePlan, facts: readonly FeatureFacts[]): Cells {
  return columnsOf(plan).map((column) => {
    const known = facts.find((one) => one.column === column);
    const input = plan.inputs.find((one) => one.column === column)!;
    if (known?.kind === 'number') return known.mean;
    if (known?.kind === 'category') return known.categories.reduce((most, one) => (one.share > most.share ? one : most)).value;
    return input.kind === 'number' ? Number((input.impute ?? input.offset).toPrecision(6)) : input.impute ?? input.value;
  });
}
