/** Curves and areas of a score that should be higher for the positive rows. */

/**
 * Area under the ROC curve: the share of pairs of a positive and a negative row in which the positive one has the
 * higher score, ties counting half (Mann and Whitney's U; Fawcett 2006). Sorts both arrays in place.
 * NaN where one of the two is empty or holds a NaN.
 */
export function rocAuc(positives: Float64Array, negatives: Float64Array): number {
  positives.sort();
  negatives.sort();
  // Sorting puts NaN last.
  if (Number.isNaN(positives.at(-1)) || Number.isNaN(negatives.at(-1))) return NaN;
  let below = 0;
  let upTo = 0;
  let twice = 0;
  for (let i = 0; i < positives.length; i++) {
    const score = positives[i]!;
    while (below < negatives.length && negatives[below]! < score) below++;
    while (upTo < negatives.length && negatives[upTo]! <= score) upTo++;
    twice += below + upTo;
  }
  return twice / (2 * positives.length * negatives.length);
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

/** How many negative and positive rows have a score from each distinct threshold upwards. */
function countAbove(scores: ArrayLike<number>, positive: ArrayLike<number>) {
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
