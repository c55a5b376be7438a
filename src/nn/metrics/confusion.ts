/** What a classifier called rows of which class, and the scores that follow from it. */

/** Counts per class: rows called so rightly, rows called so, rows that are so. */
export interface ClassCounts {
  hits: Uint32Array;
  predicted: Uint32Array;
  actual: Uint32Array;
}

export interface ClassScores {
  accuracy: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Index of the largest of `count` numbers from `from` on, the first of equal ones. */
export function argmax(values: ArrayLike<number>, from: number, count: number): number {
  let best = 0;
  for (let c = 1; c < count; c++) if (values[from + c]! > values[from + best]!) best = c;
  return best;
}

/** Matrix `[classes, classes]`, row-major: rows by true class, columns by predicted class. */
export function confusionMatrix(predicted: ArrayLike<number>, actual: ArrayLike<number>, classes: number): Uint32Array {
  const matrix = new Uint32Array(classes * classes);
  for (let i = 0; i < actual.length; i++) matrix[actual[i]! * classes + predicted[i]!]!++;
  return matrix;
}

export function countsOf(matrix: Uint32Array, classes: number): ClassCounts {
  const counts = { hits: new Uint32Array(classes), predicted: new Uint32Array(classes), actual: new Uint32Array(classes) };
  for (let t = 0; t < classes; t++) {
    for (let p = 0; p < classes; p++) {
      const count = matrix[t * classes + p]!;
      counts.actual[t]! += count;
      counts.predicted[p]! += count;
      if (t === p) counts.hits[t] = count;
    }
  }
  return counts;
}

/** With two classes, scores of the positive one, which is the last; with more, means over the classes. */
export const classScores = (counts: ClassCounts, into: ClassScores): ClassScores =>
  counts.actual.length === 2 ? scoresOver(counts, 1, into) : scoresOver(counts, 0, into);

/** Means over all classes, whatever their number. */
export const macroScores = (counts: ClassCounts, into: ClassScores): ClassScores => scoresOver(counts, 0, into);

/**
 * Precision hits/predicted, recall hits/actual, F1 2·hits/(predicted + actual), means over the classes from `first` on.
 * A class that is neither present nor predicted does not join the mean; a ratio over no rows is 0 (as in scikit-learn).
 */
function scoresOver({ hits, predicted, actual }: ClassCounts, first: number, into: ClassScores): ClassScores {
  let [rows, right, joined, precision, recall, f1] = [0, 0, 0, 0, 0, 0];
  for (let c = 0; c < actual.length; c++) {
    rows += actual[c]!;
    right += hits[c]!;
    if (c < first || actual[c]! + predicted[c]! === 0) continue;
    joined++;
    precision += ratio(hits[c]!, predicted[c]!);
    recall += ratio(hits[c]!, actual[c]!);
    f1 += ratio(2 * hits[c]!, predicted[c]! + actual[c]!);
  }
  into.accuracy = right / rows;
  into.precision = ratio(precision, joined);
  into.recall = ratio(recall, joined);
  into.f1 = ratio(f1, joined);
  return into;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
