/**
 * Holm's step-down correction of p values for many comparisons; the order of the input is kept and NaN stays NaN,
 * not counted among the comparisons. Holm, Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const factors = holmFactors(pValues);
  const corrected = pValues.map(() => Number.NaN);
  let largest = 0;
  for (const at of ascending(pValues)) {
    largest = Math.max(largest, Math.min(1, factors[at]! * pValues[at]!));
    corrected[at] = largest;
  }
  return corrected;
}

/** By how much each level is divided: the number of comparisons whose p value is not smaller. NaN stays NaN. */
export function holmFactors(pValues: readonly number[]): number[] {
  const factors = pValues.map(() => Number.NaN);
  ascending(pValues).forEach((at, rank, order) => { factors[at] = order.length - rank; });
  return factors;
}

const ascending = (pValues: readonly number[]): number[] =>
  pValues.map((_, i) => i).filter((i) => !Number.isNaN(pValues[i]!)).sort((i, j) => pValues[i]! - pValues[j]!);
