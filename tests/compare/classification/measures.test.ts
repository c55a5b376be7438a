import { describe, expect, it, test } from 'vitest';
import { rowsToCompare } from '../../../src/compare/classification/disagreement.ts';
import { callRows, measureClass } from '../../../src/compare/classification/measure-class.ts';
import { byRows } from '../../../src/compare/classification/right-rows.ts';
import { scoreNumbers } from '../../../src/compare/regression/number-scores.ts';
import reference from '../../reference/predictions.json' with { type: 'json' };

const close = (actual: number, expected: number, tolerance = reference.tolerance) =>
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
const allClose = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, at) => close(actual[at]!, value));
};

/** Predictions of two classes, from the probability of the second. */
function classified(y: readonly number[], p: readonly number[], dataSetId = 'set', first = 0) {
  return {
    dataSetId, classes: ['B', 'M'], rows: Uint32Array.from(y.keys(), (row) => row + first), target: Float32Array.from(y),
    values: Float32Array.from(p.flatMap((value) => [1 - value, value])),
  };
}

describe.each(reference.classes)('measures of a classifier against scikit-learn, case %#', ({ y, p, ...expected }) => {
  const rows = classified(y, p);
  const measure = measureClass(rows, 1);

  it('ROC curve and area', () => {
    allClose(measure.roc.x, expected.fpr);
    allClose(measure.roc.y, expected.tpr);
    close(measure.auc, expected.auc);
  });

  it('precision by recall, and the average precision', () => {
    const drawn = measure.precisionRecall;
    allClose(drawn.x, expected.recall);
    allClose(drawn.y, expected.precision);
    close(measure.averagePrecision, expected.averagePrecision);
  });

  it('calibration', () => {
    const full = measure.calibration.bins.filter((bin) => bin.rows > 0);
    expect(measure.calibration.bins.map((bin) => bin.rows)).toEqual(expected.counts);
    allClose(full.map((bin) => bin.observed), expected.observed);
    allClose(full.map((bin) => bin.predicted), expected.predicted);
    close(measure.calibration.expectedError, expected.expectedError);
    close(measure.calibration.brier, expected.brier);
  });

  it.each(Object.entries(expected.at))('calls at a threshold of %s', (threshold, at) => {
    const { confusion, accuracy, precision, recall, f1 } = callRows(rows, 1, Number(threshold));
    expect([...confusion]).toEqual(at.confusion);
    allClose([accuracy, precision, recall, f1], [at.accuracy, at.precision, at.recall, at.f1]);
  });
});

test('scores of a regression are those of scikit-learn', () => {
  const { actual, predicted, ...expected } = reference.numbers;
  const { meanAbsolute, meanSquared, r2, bias } = scoreNumbers(Float32Array.from(actual), Float32Array.from(predicted));
  // Residuals are kept in float32.
  for (const [a, b] of [[meanAbsolute, expected.meanAbsolute], [meanSquared, expected.meanSquared], [r2, expected.r2], [bias, expected.bias]] as const) close(a, b, 1e-6);
});

test('without rows of both kinds, or with a probability that is no number, there is no curve and no area', () => {
  for (const rows of [classified([1, 1], [0.2, 0.4]), classified([0, 1], [NaN, 0.4])]) {
    const { roc, precisionRecall, auc, averagePrecision } = measureClass(rows, 1);
    expect([roc.x.length, precisionRecall.x.length, auc, averagePrecision]).toEqual([0, 0, NaN, NaN]);
  }
});

test('of many rows the curves keep their corners and their ends', () => {
  const y = Array.from({ length: 20_000 }, (_, row) => ((row * 7919) % 13 < 5 ? 1 : 0));
  const { roc } = measureClass(classified(y, y.map((is, row) => ((row * 104_729) % 20_011) / 20_011 * 0.8 + is * 0.1)), 1);
  expect(roc.x.length).toBeLessThanOrEqual(1600);
  expect([roc.x[0], roc.y[0], roc.x.at(-1), roc.y.at(-1)]).toEqual([0, 0, 1, 1]);
});

test('of more classes the likeliest is called, whatever the threshold', () => {
  const rows = { dataSetId: 'set', classes: ['a', 'b', 'c'], rows: Uint32Array.of(0, 1), target: Float32Array.of(2, 1), values: Float32Array.of(0.2, 0.3, 0.5, 0.4, 0.35, 0.25) };
  const { called, accuracy, falsePositiveRate, truePositiveRate } = callRows(rows, 2, 0.9);
  expect([[...called], accuracy, falsePositiveRate, truePositiveRate]).toEqual([[2, 0], 0.5, 0, 1]);
});

test('rows are found on which runs disagree, or which all get wrong', () => {
  const target = Float32Array.of(0, 1, 1, 0);
  const called = [Float32Array.of(0, 1, 0, 1), Float32Array.of(0, 0, 0, 1)];
  expect([...rowsToCompare(called, target, 'disagree')]).toEqual([1]);
  expect([...rowsToCompare(called, target, 'allWrong')]).toEqual([2, 3]);
  expect(rowsToCompare(called, target, 'all')).toHaveLength(4);
});

test('only runs with the same rows of the same data are held against each other row by row', () => {
  const [a, b, c, d] = [classified([0, 1], [0.1, 0.9]), classified([0, 1], [0.3, 0.4]), classified([0, 1], [0.1, 0.9], 'set', 5), classified([0, 1], [0.1, 0.9], 'other')];
  expect(byRows([a, c, b, d])).toEqual([[a, b], [c], [d]]);
});
