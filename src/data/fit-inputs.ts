import type { DataConfig } from './config.ts';
import type { PlannedInput } from './feature-plan.ts';
import { categoryImpute, numberImpute } from './missing.ts';
import { fitScaling } from './scale.ts';
import type { CategoricalColumn, Column, NumericColumn } from './table.ts';

type FitConfig = Pick<DataConfig, 'missing' | 'scale'>;

/** The inputs that a column makes, with what has to be learned from the training rows. */
export function fitInputs(column: Column, train: Uint32Array, config: FitConfig): PlannedInput[] {
  return column.type === 'numeric' ? [fitNumber(column, train, config)] : fitCategories(column, train, config);
}

/** Scaling is fitted after missing values were replaced, as it will be applied. */
function fitNumber(column: NumericColumn, train: Uint32Array, config: FitConfig): PlannedInput {
  const impute = numberImpute(column, train, config.missing);
  const values = Float64Array.from(train, (row) => {
    const value = column.values[row]!;
    return Number.isNaN(value) ? (impute ?? value) : value;
  });
  return { kind: 'number', column: column.name, impute, ...fitScaling(values, config.scale) };
}

/**
 * One-hot: an input for every category of the column, whether or not a training row has it, so that the shape of the
 * network does not hang on the split. They stay 0 and 1.
 */
function fitCategories(column: CategoricalColumn, train: Uint32Array, config: FitConfig): PlannedInput[] {
  const impute = categoryImpute(column, train, config.missing);
  return column.categories.map((value) => ({ kind: 'category', column: column.name, value, impute, offset: 0, scale: 1 }));
}
