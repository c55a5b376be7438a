import type { MissingPolicy } from './config.ts';
import { DataError, quote } from './errors.ts';
import { median, mode, moments, present } from './statistics.ts';
import type { CategoricalColumn, NumericColumn } from './table.ts';

/** What stands in for a missing number, from the training rows alone; null where the policy replaces nothing. */
export function numberImpute({ name, values }: NumericColumn, train: Uint32Array, policy: MissingPolicy): number | null {
  if (policy === 'dropRow' || policy === 'error') return null;
  const told = present(Float64Array.from(train, (row) => values[row]!));
  if (told.length === 0) throw nothingToImpute(name, policy);
  switch (policy) {
    case 'mean': return moments(told).mean;
    case 'median': return median(told);
    case 'mode': return mode(told);
  }
}

/** The most frequent category of the training rows, the first of several: text has no mean and no median. */
export function categoryImpute({ name, codes, categories }: CategoricalColumn, train: Uint32Array, policy: MissingPolicy): string | null {
  if (policy === 'dropRow' || policy === 'error') return null;
  const counts = new Uint32Array(categories.length);
  for (const row of train) if (codes[row]! >= 0) counts[codes[row]!]!++;
  const most = counts.reduce((best, count, code) => (count > counts[best]! ? code : best), 0);
  if (!counts[most]) throw nothingToImpute(name, policy);
  return categories[most]!;
}

function nothingToImpute(name: string, policy: MissingPolicy): DataError {
  return new DataError(
    `Column ${quote(name)} has no value in any training row, so missing cells cannot be replaced by the ${policy}. Leave it out of the features.`,
    { column: name, field: 'data.features' },
  );
}
