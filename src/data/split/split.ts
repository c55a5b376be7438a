import type { Classes } from '../classes.ts';
import type { SplitConfig } from '../config.ts';
import { DataError, quoteList } from '../errors.ts';
import type { Column } from '../table.ts';
import { splitByColumn } from './by-column.ts';
import { splitByFold } from './by-fold.ts';
import { splitByShares } from './by-shares.ts';

/** Row numbers of the table, ascending; no row is in two parts. */
export interface Parts {
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
}

export interface SplitInput {
  /** the rows to split, ascending */
  rows: Uint32Array;
  /** null for a regression, which is never stratified */
  classes: Classes | null;
  splitBy: Column | null;
}

/** Divides rows by shares, folds or a column. The same rows, classes and config always give the same parts. */
export function splitRows(config: SplitConfig, input: SplitInput): { parts: Parts; notes: string[] } {
  const parts = divide(config, input);
  if (parts.train.length === 0) throw new DataError('The split leaves no rows for training.', { field: 'data.split' });
  return { parts, notes: input.classes ? absentClasses(input.classes, parts.train) : [] };
}

function divide(config: SplitConfig, { rows, classes, splitBy }: SplitInput): Parts {
  if ('column' in config) return splitByColumn(rows, splitBy!);
  const stratum = config.stratify && classes ? classes : null;
  return 'folds' in config ? splitByFold(config, rows, stratum) : splitByShares(config, rows, stratum);
}

function absentClasses({ names, codes }: Classes, train: Uint32Array): string[] {
  const seen = new Set(Array.from(train, (row) => codes[row]!));
  const absent = names.filter((_, code) => !seen.has(code));
  return absent.length > 0 ? [`No training row is of class ${quoteList(absent)}, so it cannot be learned.`] : [];
}
