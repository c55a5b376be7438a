/**
 * Holm's step-down correction of p values for many comparisons; the order of the input is kept and NaN stays NaN,
 * not counted among the comparisons. Holm, Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).filter((i) => !Number.isNaN(pValues[i]!)).sort((i, j) => pValues[i]! - pValues[j]!);
  const corrected = pValues.map(() => Number.NaN);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[at]!));
    corrected[at] = largest;
  });
  return corrected;
}
