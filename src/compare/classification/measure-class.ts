import { classScores, confusionMatrix, countsOf, type ClassScores } from '../../nn/metrics/confusion.ts';
import { calibrate, type Calibration } from './calibration.ts';
import { calledClasses } from './called-classes.ts';
import { classCurves, type ClassCurves } from './class-curves.ts';
import { countProbabilities, type ProbabilityCounts } from './probability-counts.ts';
import type { ClassifiedRows } from './right-rows.ts';

const histogramBins = 20;

/** What does not depend on a threshold: one class against all others. */
export interface ClassMeasure extends ClassCurves {
  calibration: Calibration;
  counts: ProbabilityCounts;
}

export function measureClass({ classes, target, values }: ClassifiedRows, positive: number): ClassMeasure {
  const probability = Float32Array.from(target, (_, row) => values[row * classes.length + positive]!);
  const is = Uint8Array.from(target, (actual) => (actual === positive ? 1 : 0));
  return { ...classCurves(probability, is), calibration: calibrate(probability, is), counts: countProbabilities(probability, is, histogramBins) };
}

/** What rows are called at a threshold, and how good that is. */
export interface ClassCalls extends ClassScores {
  /** class index, by row */
  called: Float32Array;
  /** `[classes, classes]`: rows by true class, columns by called class */
  confusion: Uint32Array;
  /** of the positive class against all others; NaN where there are no rows to take a rate of */
  falsePositiveRate: number;
  truePositiveRate: number;
  /** 1 where no row is called positive */
  calledPrecision: number;
}

/** Of two classes the positive one is called from the threshold on; of more the likeliest. */
export function callRows({ classes, target, values }: ClassifiedRows, positive: number, threshold: number): ClassCalls {
  const called = calledClasses(values, classes.length, { positive, threshold });
  const confusion = confusionMatrix(called, target, classes.length);
  const counts = countsOf(confusion, classes.length);
  const [hits, actual, predicted] = [counts.hits[positive]!, counts.actual[positive]!, counts.predicted[positive]!];
  return {
    called, confusion, ...classScores(counts, { accuracy: 0, precision: 0, recall: 0, f1: 0 }),
    falsePositiveRate: (predicted - hits) / (target.length - actual), truePositiveRate: hits / actual, calledPrecision: predicted === 0 ? 1 : hits / predicted,
  };
}
