import type { Classes } from '../classes.ts';
import { DataError } from '../errors.ts';
import type { Parts } from './split.ts';
import { shuffledStrata } from './strata.ts';

export interface Folds {
  folds: number;
  fold: number;
  seed: number;
}

/** Deals the strata out one after the other, like cards: folds differ by one row at most, and so do their classes. */
export function splitByFold({ folds, fold, seed }: Folds, rows: Uint32Array, classes: Classes | null): Parts {
  if (folds > rows.length) {
    throw new DataError(
      `${rows.length} usable rows cannot be divided into ${folds} folds. Use fewer folds.`,
      { field: 'data.split.folds' },
    );
  }
  if (fold >= folds) throw new DataError(`There is no fold ${fold} of ${folds}: folds are numbered from 0.`, { field: 'data.split.fold' });
  const dealt = shuffledStrata(rows, classes, seed).flatMap((stratum) => Array.from(stratum));
  return {
    train: Uint32Array.from(dealt.filter((_, at) => at % folds !== fold)).sort(),
    validation: Uint32Array.from(dealt.filter((_, at) => at % folds === fold)).sort(),
    test: new Uint32Array(0),
  };
}
