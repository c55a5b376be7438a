/** Curves and areas of a score that should be higher for the positive rows. */

/**
 * Area under the ROC curve: the share of pairs of a positive and a negative row in which the positive one has the
 * higher score, ties counting half (Mann and Whitney's U; Fawcett 2006). Changes the order of both arrays.
 * NaN where one of the two is empty or holds a NaN.
 *
 * Only scores where the two overlap have to be sorted: a negative row under all positive ones is under each of them, and
 * a positive row over all negative ones is over each of those. Once a network has learnt something, few others are left.
 */
export function rocAuc(positives: Float64Array, negatives: Float64Array): number {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < positives.length; i++) lowest = Math.min(lowest, positives[i]!);
  for (let i = 0; i < negatives.length; i++) highest = Math.max(highest, negatives[i]!);
  if (positives.length === 0 || negatives.length === 0 || Number.isNaN(lowest) || Number.isNaN(highest)) return NaN;
  const among = bringForward(positives, lowest, highest);
  const against = bringForward(negatives, lowest, highest);
  const under = negatives.length - against;
  if (among > 1) positives.subarray(0, among).sort();
  if (against > 1) negatives.subarray(0, against).sort();
  let below = 0;
  let upTo = 0;
  let twice = 2 * (positives.length - among) * negatives.length;
  for (let i = 0; i < among; i++) {
    const score = positives[i]!;
    while (below < against && negatives[below]! < score) below++;
    while (upTo < against && negatives[upTo]! <= score) upTo++;
    twice += below + upTo + 2 * under;
  }
  return twice / (2 * positives.length * negatives.length);
}

/** Puts the values from `least` to `most` before all others; returns how many there are. */
function bringForward(values: Float64Array, least: number, most: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least || value > most) continue;
    values[i] = values[count]!;
    values[count++] = value;
  }
  return count;
}

/** One point a distinct threshold, from the highest down; a row is called positive from the threshold upwards. */
export interface RocCurve {
  /** the first one is infinite: no row is called positive */
  thresholds: Float64Array;
  falsePositiveRate: Float64Array;
  truePositiveRate: Float64Array;
}

/** scores `[rows]`; positive `[rows]`: 1 or 0. Rates are NaN where there is no row to take them of. */
export function rocCurve(scores: ArrayLike<number>, positive: ArrayLike<number>): RocCurve {
  const { thresholds, falsePositives, truePositives } = countAbove(scores, positive);
  const last = thresholds.length - 1;
  return {
    thresholds,
    falsePositiveRate: falsePositives.map((count) => count / falsePositives[last]!),
    truePositiveRate: truePositives.map((count) => count / truePositives[last]!),
  };
}

/**
 * Average precision: `Σ (R_n − R_{n−1}) P_n` over the distinct thresholds from the highest down, without interpolation
 * (as scikit-learn defines it). NaN without positive rows.
 */
export function averagePrecision(scores: ArrayLike<number>, positive: ArrayLike<number>): number {
  const { falsePositives, truePositives } = countAbove(scores, positive);
  const all = truePositives.at(-1)!;
  let sum = 0;
  for (let i = 1; i < truePositives.length; i++) {
    const precision = truePositives[i]! / (truePositives[i]! + falsePositives[i]!);
    sum += (truePositives[i]! - truePositives[i - 1]!) * precision;
  }
  return sum / all;
}

export interface CountsAbove {
  /** distinct, from the highest down; the first one is infinite */
  thresholds: Float64Array;
  falsePositives: Float64Array;
  truePositives: Float64Array;
}

/** How many negative and positive rows have a score from each distinct threshold upwards. scores `[rows]`, none of them NaN; positive `[rows]`: 1 or 0. */
export function countAbove(scores: ArrayLike<number>, positive: ArrayLike<number>): CountsAbove {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  const thresholds = [Infinity];
  const falsePositives = [0];
  const truePositives = [0];
  let [fp, tp] = [0, 0];
  order.forEach((row, rank) => {
    if (positive[row]) tp++;
    else fp++;
    const next = order[rank + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    thresholds.push(scores[row]!);
    falsePositives.push(fp);
    truePositives.push(tp);
  });
  return {
    thresholds: Float64Array.from(thresholds),
    falsePositives: Float64Array.from(falsePositives),
    truePositives: Float64Array.from(truePositives),
  };
}
