import type { Task } from './table.ts';

/** What a run config says about its data, with the defaults filled in. `src/contract` validates it. */
export interface DataConfig {
  /** null: the target that the data set was imported with */
  target: string | null;
  features: 'all' | string[];
  missing: MissingPolicy;
  split: SplitConfig;
  scale: ScaleName;
}

export type MissingPolicy = 'mean' | 'median' | 'mode' | 'dropRow' | 'error';

export type ScaleName = 'standard' | 'minMax' | 'none';

export type SplitConfig =
  /** the cells of this column say train, validation or test */
  | { column: string }
  /** part number `fold` (from 0) of `folds` equal parts is the validation part */
  | { folds: number; fold: number; seed: number; stratify: boolean }
  /** shares of all rows; the rest is for training */
  | { validation: number; test: number; seed: number; stratify: boolean };

/** How to read a file; what is left out is detected. */
export interface ImportOptions {
  name?: string;
  target?: string;
  task?: Task;
  delimiter?: string;
  encoding?: string;
  header?: boolean;
  columns?: string[];
  /** columns to be read as categories although most of their cells are numbers */
  categorical?: string[];
  /** columns to be read as numbers although many of their cells are not */
  numeric?: string[];
  /** columns to learn from although they look like ids or say how to split */
  use?: string[];
  /** columns that are kept, but are no features unless they are named */
  setAside?: string[];
  /** columns that are not imported at all */
  leaveOut?: string[];
  /** texts that stand for a missing value, in place of the usual ones; an empty cell always does */
  missingMarkers?: string[];
  decimal?: '.' | ',';
}
