export interface ProbabilityCounts {
  /** rows of the class, by probability in equal bins from 0 to 1 */
  positives: Uint32Array;
  /** all others */
  negatives: Uint32Array;
}

/** The bin of a probability among equal ones from 0 to 1; 1 belongs to the last. NaN has none: the first is returned. */
export const probabilityBin = (p: number, bins: number): number => Math.min(bins - 1, Math.max(0, Math.floor(p * bins) || 0));

export function countProbabilities(probability: Float32Array, positive: Uint8Array, bins: number): ProbabilityCounts {
  const counts = { positives: new Uint32Array(bins), negatives: new Uint32Array(bins) };
  probability.forEach((p, row) => { (positive[row] ? counts.positives : counts.negatives)[probabilityBin(p, bins)]!++; });
  return counts;
}
