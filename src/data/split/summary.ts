import { readClasses } from '../classes.ts';
import { isCellMissing } from '../columns.ts';
import type { SplitConfig } from '../config.ts';
import { moments } from '../statistics.ts';
import type { Column, NumericColumn, Task } from '../table.ts';
import { splitParts } from '../roles.ts';
import { splitRows } from './split.ts';

/** Where the rows of a data set go: how many, and of which classes or with which spread of the target. */
export interface SplitSummary {
  /** in order of code unit; empty for a regression */
  classes: string[];
  parts: PartSummary[];
  /** rows without a value in the target, which are in no part */
  withoutTarget: number;
  notes: string[];
}

export interface PartSummary {
  part: (typeof splitParts)[number];
  rows: number;
  /** rows of each class; empty for a regression */
  byClass: number[];
  /** of the target's numbers, for a regression with rows in this part; `sd` is that of the population */
  target: { mean: number; sd: number; min: number; max: number } | null;
}

/** Splits as a run would that drops no row for its features. Throws DataError where the split cannot be made. */
export function summariseSplit(config: SplitConfig, target: Column, task: Task, splitBy: Column | null): SplitSummary {
  const all = target.type === 'numeric' ? target.values.length : target.codes.length;
  const rows = Uint32Array.from({ length: all }, (_, row) => row).filter((row) => !isCellMissing(target, row));
  const classes = task === 'classification' ? readClasses(target, all) : null;
  const { parts, notes } = splitRows(config, { rows, classes, splitBy });
  return {
    classes: classes?.names ?? [],
    parts: splitParts.map((part) => ({
      part, rows: parts[part].length,
      byClass: classes ? countClasses(parts[part], classes.codes, classes.names.length) : [],
      target: classes || parts[part].length === 0 ? null : spread(parts[part], target as NumericColumn),
    })),
    withoutTarget: all - rows.length,
    notes,
  };
}

function countClasses(rows: Uint32Array, codes: Int32Array, count: number): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const row of rows) counts[codes[row]!]!++;
  return counts;
}

function spread(rows: Uint32Array, { values }: NumericColumn): PartSummary['target'] {
  return moments(Float64Array.from(rows, (row) => values[row]!));
}
