import { describe, expect, test } from 'vitest';
import { argmax, classScores, confusionMatrix, countsOf, macroScores, type ClassScores } from '../../src/nn/metrics/confusion.ts';
import { classTally } from '../../src/nn/metrics/class-tally.ts';
import { numberTally } from '../../src/nn/metrics/number-tally.ts';
import { brier, logLoss } from '../../src/nn/metrics/probabilities.ts';
import { regressionScores, variation } from '../../src/nn/metrics/regression.ts';
import { averagePrecision, rocAuc, rocCurve } from '../../src/nn/metrics/roc.ts';
import type { Matrix } from '../../src/nn/kernels/kernel.ts';
import { createGenerator } from '../../src/nn/random.ts';
import type { Metrics } from '../../src/nn/spec.ts';
import { readReference } from '../support/reference.ts';

interface ClassificationCase {
  classes: number;
  target: number[];
  probabilities: number[][];
  accuracy: number;
  confusion: number[][];
  precisionMacro: number;
  recallMacro: number;
  f1Macro: number;
  logLoss: number;
  rocAucMacroOvr: number;
  precision?: number;
  recall?: number;
  f1?: number;
  averagePrecision?: number;
  brier?: number;
  rocCurve?: { falsePositiveRate: number[]; truePositiveRate: number[] };
}

interface MetricCases {
  tolerance: number;
  classification: ClassificationCase[];
  regression: { target: number[]; prediction: number[]; meanSquaredError: number; meanAbsoluteError: number; r2: number };
}

const { tolerance, classification, regression } = readReference<MetricCases>('metrics');
const digits = -Math.log10(tolerance);
const close = (value: number): unknown => expect.closeTo(value, digits);
const fresh = (): ClassScores => ({ accuracy: NaN, precision: NaN, recall: NaN, f1: NaN });

describe.each(classification)('$classes classes equal scikit-learn', (given) => {
  const { classes, target, probabilities } = given;
  const predicted = probabilities.map((row) => argmax(row, 0, classes));
  const counts = countsOf(confusionMatrix(predicted, target, classes), classes);

  test('confusion matrix and accuracy', () => {
    expect([...confusionMatrix(predicted, target, classes)]).toEqual(given.confusion.flat());
    expect(classScores(counts, fresh()).accuracy).toBeCloseTo(given.accuracy, digits);
  });

  test('macro precision, recall and F1', () => {
    const { precision, recall, f1 } = macroScores(counts, fresh());
    expect([precision, recall, f1]).toEqual([given.precisionMacro, given.recallMacro, given.f1Macro].map(close));
  });

  test('log loss', () => {
    expect(logLoss(probabilities.flat(), target, classes)).toBeCloseTo(given.logLoss, digits);
  });

  test('the metrics of an epoch, however the rows fall into batches', () => {
    const tally = classTally('val', counts.actual);
    const metrics: Metrics = {};
    for (let pass = 0; pass < 2; pass++) {
      tally.reset();
      for (let from = 0; from < target.length; from += 7) {
        const rows = Math.min(7, target.length - from);
        const column = target.slice(from, from + rows).map((label) => [label]);
        tally.add({ sum: rows * 0.5, prediction: matrixOf(probabilities.slice(from, from + rows)) }, matrixOf(column), rows);
      }
      tally.report(metrics);
    }
    const scores = classes === 2 ? [given.precision!, given.recall!, given.f1!] : [given.precisionMacro, given.recallMacro, given.f1Macro];
    const expected = [0.5, given.accuracy, ...scores, given.rocAucMacroOvr].map(close);
    expect(Object.keys(metrics)).toEqual(['val_loss', 'val_accuracy', 'val_precision', 'val_recall', 'val_f1', 'val_roc_auc']);
    expect(Object.values(metrics)).toEqual(expected);
  });
});

describe('two classes equal scikit-learn', () => {
  const given = classification.find(({ classes }) => classes === 2)!;
  const scores = given.probabilities.map((row) => row[1]!);

  test('ROC curve', () => {
    const { falsePositiveRate, truePositiveRate } = rocCurve(scores, given.target);
    expect([...falsePositiveRate]).toEqual(given.rocCurve!.falsePositiveRate.map(close));
    expect([...truePositiveRate]).toEqual(given.rocCurve!.truePositiveRate.map(close));
  });

  test('average precision and Brier score', () => {
    expect(averagePrecision(scores, given.target)).toBeCloseTo(given.averagePrecision!, digits);
    expect(brier(scores, given.target)).toBeCloseTo(given.brier!, digits);
  });

  test('one unit of probability counts as two classes', () => {
    const tally = classTally('train', Uint32Array.of(2, 2));
    const metrics: Metrics = {};
    tally.reset();
    tally.add({ sum: 1, prediction: matrixOf([[0.9], [0.5], [0.6], [0.2]]) }, matrixOf([[1], [0], [0], [1]]), 4);
    tally.report(metrics);
    // 0.5 is not above one half, so rows 0 and 2 are called positive; of the four pairs two are in order.
    expect(metrics).toEqual({
      train_loss: 0.25, train_accuracy: 0.5, train_precision: 0.5, train_recall: 0.5, train_f1: 0.5, train_roc_auc: 0.5,
    });
  });
});

describe('a regression equals scikit-learn', () => {
  const { target, prediction, meanSquaredError, meanAbsoluteError, r2 } = regression;

  test('as arrays', () => {
    const scores = regressionScores(prediction, target, 1);
    expect(scores).toEqual({ mse: close(meanSquaredError), mae: close(meanAbsoluteError), r2: close(r2) });
  });

  test('as the metrics of an epoch', () => {
    const tally = numberTally('val', target.length, Float64Array.of(variation(target, 0, 1)));
    const metrics: Metrics = {};
    tally.reset();
    tally.add({ sum: meanSquaredError * target.length, prediction: matrixOf(prediction.map((v) => [v])) }, matrixOf(target.map((v) => [v])), target.length);
    tally.report(metrics);
    const mse = expect.closeTo(meanSquaredError, digits);
    expect(metrics).toEqual({ val_loss: mse, val_mse: mse, val_mae: close(meanAbsoluteError), val_r2: close(r2) });
  });

  test('with several outputs: errors and r2 are means over them', () => {
    const scores = regressionScores([1, 10, 3, 30], [1, 12, 3, 28], 2);
    // Output 0 is exact; output 1 errs by 2 both times: Σ(y − ŷ)² = 8 of Σ(y − ȳ)² = 128.
    expect(scores).toEqual({ mse: 2, mae: 1, r2: (1 + (1 - 8 / 128)) / 2 });
  });
});

describe('what is not defined', () => {
  test('ROC AUC counts ties half', () => {
    expect(rocAuc(Float64Array.of(0.5, 0.7), Float64Array.of(0.5, 0.1))).toBe(3.5 / 4);
  });

  test('ROC AUC is the share of pairs in order, however far the two kinds overlap', () => {
    const generator = createGenerator(1, 'scores');
    for (let trial = 0; trial < 200; trial++) {
      const draw = (shift: number) => Float64Array.from({ length: 1 + generator.int(30) }, () => (generator.int(20) + shift) / 16);
      const shift = trial % 25;
      const [positives, negatives] = [draw(shift), draw(0)];
      let twice = 0;
      for (const p of positives) for (const n of negatives) twice += p > n ? 2 : p === n ? 1 : 0;
      const expected = twice / (2 * positives.length * negatives.length);
      expect(rocAuc(positives, negatives)).toBe(expected);
    }
  });

  test('ROC AUC is NaN without rows of both kinds, and with a score that is no number', () => {
    expect(rocAuc(Float64Array.of(), Float64Array.of(0.5))).toBeNaN();
    expect(rocAuc(Float64Array.of(0.5), Float64Array.of())).toBeNaN();
    expect(rocAuc(Float64Array.of(0.5, NaN), Float64Array.of(0.1))).toBeNaN();
    expect(rocAuc(Float64Array.of(0.5), Float64Array.of(NaN, 0.1))).toBeNaN();
  });

  test('precision without any positive call, and recall without any positive row, are 0', () => {
    expect(classScores(countsOf(confusionMatrix([0, 0], [0, 1], 2), 2), fresh())).toEqual({ accuracy: 0.5, precision: 0, recall: 0, f1: 0 });
    expect(classScores(countsOf(confusionMatrix([0, 1], [0, 0], 2), 2), fresh())).toEqual({ accuracy: 0.5, precision: 0, recall: 0, f1: 0 });
  });

  test('a class that is neither present nor predicted does not join the mean', () => {
    expect(classScores(countsOf(confusionMatrix([0, 1], [0, 1], 3), 3), fresh())).toEqual({ accuracy: 1, precision: 1, recall: 1, f1: 1 });
  });

  test('r2 of a target that does not vary is NaN', () => {
    expect(regressionScores([1, 2], [3, 3], 1).r2).toBeNaN();
  });

  test('average precision without a positive row is NaN', () => {
    expect(averagePrecision([0.1, 0.2], [0, 0])).toBeNaN();
  });

  test('log loss of a probability of 0 is finite', () => {
    expect(logLoss([1, 0], [1], 2)).toBeCloseTo(52 * Math.log(2), 10);
  });
});

/** With two columns of padding, which metrics must not read. */
function matrixOf(rows: number[][]): Matrix {
  const columns = rows[0]!.length;
  const stride = columns + 2;
  const data = Float64Array.from(rows.flatMap((row) => [...row, 1e9, 1e9]));
  return { rows: rows.length, columns, stride, data, address: 0 };
}
