import type { Metrics } from '../spec.ts';
import { argmax, classScores, type ClassCounts, type ClassScores } from './confusion.ts';
import { rocAuc } from './roc.ts';
import type { Phase, Tally } from './tally.ts';

/**
 * loss, accuracy, precision, recall, f1 and roc_auc of a classifier.
 * `actual` counts the rows of each class among those that a pass will add.
 */
export function classTally(phase: Phase, actual: Uint32Array): Tally {
  const classes = actual.length;
  const rows = actual.reduce((sum, count) => sum + count, 0);
  const counts: ClassCounts = { hits: new Uint32Array(classes), predicted: new Uint32Array(classes), actual };
  const scores: ClassScores = { accuracy: 0, precision: 0, recall: 0, f1: 0 };
  // With two classes the second one's scores say all: one curve, of the positive class.
  const firstScored = classes === 2 ? 1 : 0;
  const areas = createAreas(actual.subarray(firstScored), rows);
  const names = {
    loss: `${phase}_loss`, accuracy: `${phase}_accuracy`, precision: `${phase}_precision`, recall: `${phase}_recall`,
    f1: `${phase}_f1`, area: `${phase}_roc_auc`,
  };
  // A field, because a captured variable would be allocated anew with each number.
  const sums = { loss: 0 };

  return {
    reset() {
      sums.loss = 0;
      counts.hits.fill(0);
      counts.predicted.fill(0);
      areas.reset();
    },
    add({ sum, prediction: { data, stride, columns } }, target, count) {
      sums.loss += sum;
      for (let r = 0; r < count; r++) {
        const from = r * stride;
        const label = target.data[r * target.stride]!;
        const called = columns === 1 ? (data[from]! > 0.5 ? 1 : 0) : argmax(data, from, columns);
        counts.predicted[called]!++;
        if (called === label) counts.hits[label]!++;
        areas.add(data, columns === 1 ? from : from + firstScored, label - firstScored);
      }
    },
    report(into: Metrics) {
      classScores(counts, scores);
      into[names.loss] = sums.loss / rows;
      into[names.accuracy] = scores.accuracy;
      into[names.precision] = scores.precision;
      into[names.recall] = scores.recall;
      into[names.f1] = scores.f1;
      into[names.area] = areas.mean();
    },
  };
}

/**
 * Scores by class, parted into rows of the class and others, for areas under ROC curves one versus the rest. All lie in two
 * arrays: to look one up for each class and row took as long as all the rest.
 */
function createAreas(actual: Uint32Array, rows: number) {
  const classes = actual.length;
  // A row of a class is first written behind its negatives, where the next row overwrites it.
  const room = rows + 1;
  const negatives = new Float64Array(classes * room);
  const positives = new Float64Array(actual.reduce((sum, count) => sum + count, 0));
  const firstPositive = new Uint32Array(classes);
  for (let c = 1; c < classes; c++) firstPositive[c] = firstPositive[c - 1]! + actual[c - 1]!;
  /** where the next score of each class goes */
  const [nextPositive, nextNegative] = [new Uint32Array(classes), new Uint32Array(classes)];
  const ofClass = Array.from(actual, (count, c) => ({
    positives: positives.subarray(firstPositive[c], firstPositive[c]! + count),
    negatives: negatives.subarray(c * room, c * room + rows - count),
  }));
  return {
    reset() {
      nextPositive.set(firstPositive);
      for (let c = 0; c < classes; c++) nextNegative[c] = c * room;
    },
    /** Takes the scores of one row from `scores[from]` on; `label` is the row's class, none where it is negative. */
    add(scores: ArrayLike<number>, from: number, label: number) {
      for (let c = 0; c < classes; c++) negatives[nextNegative[c]!++] = scores[from + c]!;
      if (label < 0) return;
      nextNegative[label]!--;
      positives[nextPositive[label]!++] = scores[from + label]!;
    },
    /** NaN where a class has no row, or all of them */
    mean() {
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += rocAuc(ofClass[c]!.positives, ofClass[c]!.negatives);
      return sum / classes;
    },
  };
}
