import { classScores, confusionMatrix, countsOf } from '../../nn/metrics/confusion.ts';
import { countProbabilities } from '../classification/probability-counts.ts';
import { rocAuc, rocCurve } from '../../nn/metrics/roc.ts';
import { probabilityBins, type ClassesFrame, type RowsFrame, type Wish } from './model.ts';

/** More points than this cannot be told apart in a chart. */
const mostRocPoints = 400;

export function measureClasses({ actual, predicted, probability }: RowsFrame, classes: number, { positive, threshold }: Wish): ClassesFrame {
  const confusion = confusionMatrix(predicted, actual, classes);
  const scores = classScores(countsOf(confusion, classes), { accuracy: 0, precision: 0, recall: 0, f1: 0 });
  const isPositive = Uint8Array.from(actual, (c) => (c === positive ? 1 : 0));
  const { positives, negatives } = countProbabilities(probability, isPositive, probabilityBins);
  let [hits, alarms, positiveRows] = [0, 0, 0];
  probability.forEach((p, i) => {
    positiveRows += isPositive[i]!;
    if (p < threshold) return;
    if (isPositive[i]) hits++;
    else alarms++;
  });
  const of = (wanted: number) => Float64Array.from(probability.filter((_, i) => isPositive[i] === wanted));
  return {
    confusion, ...scores, auc: rocAuc(of(1), of(0)), roc: thinned(rocCurve(probability, isPositive)),
    at: [alarms / (actual.length - positiveRows), hits / positiveRows], positives, negatives,
  };
}

function thinned({ falsePositiveRate, truePositiveRate }: { falsePositiveRate: Float64Array; truePositiveRate: Float64Array }): Float32Array {
  const all = falsePositiveRate.length;
  const kept = Math.min(all, mostRocPoints);
  const points = new Float32Array(kept * 2);
  for (let i = 0; i < kept; i++) {
    const at = kept === 1 ? 0 : Math.round((i * (all - 1)) / (kept - 1));
    points[i * 2] = falsePositiveRate[at]!;
    points[i * 2 + 1] = truePositiveRate[at]!;
  }
  return points;
}
