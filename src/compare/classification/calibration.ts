import { probabilityBin } from './probability-counts.ts';

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  rows: number;
  /** mean of the probabilities in it; NaN without rows */
  predicted: number;
  /** share of its rows that are of the class; NaN without rows */
  observed: number;
}

export interface Calibration {
  /** equal bins of the probability, from 0 to 1 */
  bins: ReliabilityBin[];
  /** expected calibration error: `Σ rows_b / rows · |predicted_b − observed_b|` */
  expectedError: number;
  /** Brier score: mean of `(p − y)²` */
  brier: number;
}

/**
 * Whether rows that are said to be of a class with probability p are so with frequency p. probability `[rows]`, positive
 * `[rows]`: 1 or 0. Naeini, Cooper, Hauskrecht, AAAI 2015, for the error; Brier, Monthly Weather Review 78 (1950).
 */
export function calibrate(probability: Float32Array, positive: Uint8Array, bins = 10): Calibration {
  const [rows, sum, hits] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  let squares = 0;
  probability.forEach((p, row) => {
    const bin = probabilityBin(p, bins);
    rows[bin]!++;
    sum[bin]! += p;
    hits[bin]! += positive[row]!;
    squares += (p - positive[row]!) * (p - positive[row]!);
  });
  const all = Array.from(rows, (count, bin): ReliabilityBin => ({ rows: count, predicted: sum[bin]! / count, observed: hits[bin]! / count }));
  const error = all.reduce((total, bin) => (bin.rows === 0 ? total : total + (bin.rows / probability.length) * Math.abs(bin.predicted - bin.observed)), 0);
  return { bins: all, expectedError: probability.length === 0 ? NaN : error, brier: squares / probability.length };
}
