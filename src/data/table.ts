/** A table in memory, column by column. This is also what the content hash of a data set covers. */

/** Numbers; a missing cell is NaN. */
export interface NumericColumn {
  name: string;
  type: 'numeric';
  values: Float64Array;
}

/** Text: `codes[row]` is an index into `categories` (ordered by code unit), or -1 for a missing cell. */
export interface CategoricalColumn {
  name: string;
  type: 'categorical';
  codes: Int32Array;
  categories: string[];
}

export type Column = NumericColumn | CategoricalColumn;

export interface Table {
  rows: number;
  columns: Column[];
}

/**
 * What a column is used for. `id` and `constant` columns are set aside when features are "all",
 * with the reason in `note`; naming them as features brings them back.
 */
export type ColumnRole = 'feature' | 'target' | 'id' | 'constant' | 'split';

export type Task = 'classification' | 'regression';

export interface ColumnProfile {
  name: string;
  type: Column['type'];
  role: ColumnRole;
  /** a person has said what it is used for */
  chosen?: true;
  note?: string;
  count: number;
  missing: number;
  /** distinct values that are not missing */
  distinct: number;
  /** of numeric columns */
  numeric?: { min: number; max: number; mean: number; sd: number; histogram: { edges: number[]; counts: number[] } };
  /** of categorical columns, most frequent first, at most 50 */
  categories?: { value: string; count: number }[];
}
