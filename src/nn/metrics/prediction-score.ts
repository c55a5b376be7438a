import { log } from '../elementary.ts';
import type { Metrics } from '../spec.ts';
import { argmax, classScores, countsOf } from './confusion.ts';
import { growingCodes, growingFloats } from './growing-numbers.ts';
import { rocAuc } from './roc.ts';

/** Gathers what predictions of rows with a known target came to, however many rows there are. */
export interface PredictionScore {
  /** predictions `[rows, outputs]`: the row at `from`; target: its class index, or its number. `called`: the class that was said. */
  add(predictions: ArrayLike<number>, from: number, target: number, called: number): void;
  readonly rows: number;
  /** NaN where there is nothing to take a metric of */
  metrics(): Metrics;
  /** `[classes, classes]`, row-major: rows by true class; null for a regression */
  confusion(): number[] | null;
}

/** Rows up to which every score is kept for the area under the ROC curve: 8 MiB with two classes. Beyond them it is left out. */
const mostScores = 1_000_000;

/**
 * loss (mean of `−log p`, p at least 2^−52), accuracy, precision, recall, f1 and roc_auc, each as in training: of the positive class of two,
 * else means over the classes. They go by the class that was called, which a threshold may have moved.
 */
export function classScore(classes: number): PredictionScore {
  const matrix = new Uint32Array(classes * classes);
  const first = classes === 2 ? 1 : 0;
  const scores = Array.from({ length: classes - first }, growingFloats);
  const labels = growingCodes();
  let [rows, loss] = [0, 0];
  let dropped = false;
  return {
    get rows() { return rows; },
    add(predictions, from, target, called) {
      rows++;
      matrix[target * classes + called]!++;
      loss -= log(Math.max(predictions[from + target]!, 2 ** -52));
      if (rows * scores.length > mostScores) {
        // What will not be used is not kept.
        if (!dropped) for (const list of [labels, ...scores]) list.clear();
        dropped = true;
        return;
      }
      labels.push(target);
      scores.forEach((list, at) => list.push(predictions[from + first + at]!));
    },
    metrics() {
      if (rows === 0) return {};
      const { accuracy, precision, recall, f1 } = classScores(countsOf(matrix, classes), { accuracy: 0, precision: 0, recall: 0, f1: 0 });
      return { loss: loss / rows, accuracy, precision, recall, f1, ...(rows * scores.length <= mostScores && { roc_auc: area() }) };
    },
    confusion: () => [...matrix],
  };

  function area(): number {
    const truths = labels.values();
    const areas = scores.map((list, at) => {
      const of = (positive: boolean) => list.values().filter((_, row) => (truths[row] === at + first) === positive);
      return rocAuc(of(true), of(false));
    });
    return areas.reduce((sum, one) => sum + one, 0) / areas.length;
  }
}

/** loss and mse, mae and r2; the variation of the target is taken as the rows come (Welford 1962). */
export function numberScore(): PredictionScore {
  let [rows, squares, absolutes, mean, variation] = [0, 0, 0, 0, 0];
  return {
    get rows() { return rows; },
    add(predictions, from, target) {
      const error = predictions[from]! - target;
      rows++;
      squares += error * error;
      absolutes += Math.abs(error);
      const away = target - mean;
      mean += away / rows;
      variation += away * (target - mean);
    },
    metrics: (): Metrics => (rows === 0 ? {} : {
      loss: squares / rows, mse: squares / rows, mae: absolutes / rows, r2: variation === 0 ? NaN : 1 - squares / variation,
    }),
    confusion: () => null,
  };
}

/** The class that is called: the likeliest one, or with two, the positive one from `threshold` on. */
export function calledClass(probabilities: ArrayLike<number>, from: number, classes: number, threshold: number | null): number {
  if (threshold !== null && classes === 2) return probabilities[from + 1]! >= threshold ? 1 : 0;
  return argmax(probabilities, from, classes);
}
