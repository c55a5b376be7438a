import type { Classes } from '../classes.ts';
import { DataError } from '../errors.ts';
import type { Parts } from './split.ts';
import { shuffledStrata } from './strata.ts';

export interface Shares {
  validation: number;
  test: number;
  seed: number;
}

/**
 * Each stratum gives its part of the test rows, then of the validation rows, by largest remainder, so that the parts
 * have the size that their share of all rows asks for; at least one row of every stratum stays for training.
 */
export function splitByShares(shares: Shares, rows: Uint32Array, classes: Classes | null): Parts {
  const strata = shuffledStrata(rows, classes, shares.seed);
  const sizes = strata.map((stratum) => stratum.length);
  const spare = sizes.map((size) => size - 1);
  const test = allocate(wantedRows(shares.test, rows.length), sizes, spare);
  const validation = allocate(wantedRows(shares.validation, rows.length), sizes, spare.map((each, at) => each - test[at]!));
  refuseEmpty('test', shares.test, test, rows.length);
  refuseEmpty('validation', shares.validation, validation, rows.length);
  const take = (from: (at: number) => number, to: (at: number) => number) =>
    Uint32Array.from(strata.flatMap((stratum, at) => Array.from(stratum.subarray(from(at), to(at))))).sort();
  return {
    test: take(() => 0, (at) => test[at]!),
    validation: take((at) => test[at]!, (at) => test[at]! + validation[at]!),
    train: take((at) => test[at]! + validation[at]!, (at) => sizes[at]!),
  };
}

function wantedRows(share: number, rows: number): number {
  return share === 0 ? 0 : Math.max(1, Math.floor(share * rows + 0.5));
}

/** Divides `total` among the strata in proportion to their sizes, none above its room; less where there is no room. */
function allocate(total: number, sizes: number[], room: number[]): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const quotas = sizes.map((size) => (total * size) / all);
  const given = quotas.map((quota, at) => Math.min(Math.floor(quota), room[at]!));
  const byRemainder = quotas.map((_, at) => at).sort((one, other) => quotas[other]! - given[other]! - (quotas[one]! - given[one]!) || one - other);
  let left = total - given.reduce((sum, each) => sum + each, 0);
  for (let progress = true; left > 0 && progress; ) {
    progress = false;
    for (const at of byRemainder) {
      if (left === 0 || given[at]! >= room[at]!) continue;
      given[at]!++;
      left--;
      progress = true;
    }
  }
  return given;
}

function refuseEmpty(part: 'validation' | 'test', share: number, given: number[], rows: number): void {
  if (share === 0 || given.some((count) => count > 0)) return;
  throw new DataError(
    `${rows} usable rows are too few for a ${part} part of ${share} beside training rows of every class. Use a share of 0, or more rows.`,
    { field: `data.split.${part}` },
  );
}
