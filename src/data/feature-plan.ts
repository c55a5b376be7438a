import type { Task } from './table.ts';

/**
 * How the columns of a table become the inputs of a network: complete, as plain JSON, so that new rows can be
 * prepared long after the table is gone.
 */
export interface FeaturePlan {
  version: 1;
  /** in the order of the network's inputs */
  inputs: PlannedInput[];
  target: { column: string; task: Task; /** in order of output; empty for a regression */ classes: string[] };
}

/** The input is `(value − offset) / scale`, computed in float64 and then rounded to float32. */
export type PlannedInput =
  /** the value is the cell, or `impute` where it is missing */
  | { kind: 'number'; column: string; impute: number | null; offset: number; scale: number }
  /** the value is 1 where the cell (or `impute`, where it is missing) is `value`, else 0 */
  | { kind: 'category'; column: string; value: string; impute: string | null; offset: number; scale: number };
