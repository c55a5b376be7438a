import { cellText, findColumn } from './columns.ts';
import { DataError, quote } from './errors.ts';
import type { FeaturePlan, PlannedInput } from './feature-plan.ts';
import type { Column, Table } from './table.ts';

/**
 * The inputs for every row of a table, `[rows, inputs]` row-major. Columns are found by name; a category that the plan
 * does not know is none of those that it knows. Throws DataError where a column is missing or of the wrong type, and
 * where a cell is missing that the plan has no replacement for.
 */
export function applyPlan(plan: FeaturePlan, table: Table): Float32Array {
  const x = fillInputs(plan, table);
  const hole = x.findIndex((value) => Number.isNaN(value));
  if (hole < 0) return x;
  const { column } = plan.inputs[hole % plan.inputs.length]!;
  const row = Math.floor(hole / plan.inputs.length) + 1;
  throw new DataError(
    `Row ${row} has no value in ${quote(column)}, and the model was trained without replacing missing values. Fill in the cell, or leave out the row.`,
    { column },
  );
}

/** As `applyPlan`, but inputs that have no value are NaN. */
export function fillInputs({ inputs }: FeaturePlan, table: Table): Float32Array {
  const x = new Float32Array(table.rows * inputs.length);
  inputs.forEach((input, at) => {
    const valueAt = reader(input, findColumn(table, input.column, 'data.features'));
    for (let row = 0; row < table.rows; row++) {
      const value = valueAt(row);
      const scaled = Math.fround((value - input.offset) / input.scale);
      if (scaled - scaled !== 0 && !Number.isNaN(value)) throw tooLarge(input, row, value);
      x[row * inputs.length + at] = scaled;
    }
  });
  return x;
}

/** A row's value before scaling; NaN where there is none. */
function reader(input: PlannedInput, column: Column): (row: number) => number {
  switch (input.kind) {
    case 'number': {
      if (column.type !== 'numeric') {
        throw new DataError(
          `Column ${quote(column.name)} must hold numbers, but it holds text.`,
          { column: column.name },
        );
      }
      const { values } = column;
      const impute = input.impute ?? NaN;
      return (row) => (Number.isNaN(values[row]!) ? impute : values[row]!);
    }
    case 'category': {
      const missing = input.impute === null ? NaN : Number(input.impute === input.value);
      if (column.type === 'numeric') return (row) => Number((cellText(column, row) ?? input.impute) === input.value);
      const code = column.categories.indexOf(input.value);
      return (row) => (column.codes[row]! < 0 ? missing : Number(column.codes[row] === code));
    }
  }
}

function tooLarge({ column }: PlannedInput, row: number, value: number): DataError {
  return new DataError(
    `Row ${row + 1} has ${value} in ${quote(column)}, which is too large to train with after scaling. Correct the cell, or choose standard or minMax scaling.`,
    { column, field: 'data.scale' },
  );
}
