import { countAbove, type CountsAbove } from '../../nn/metrics/roc.ts';
import { decimate } from '../decimate.ts';

/** A curve over thresholds, from the highest down. */
export interface ThresholdCurve {
  x: Float64Array;
  y: Float64Array;
  /** a row is called positive from here on; the first one is infinite */
  thresholds: Float64Array;
}

export interface ClassCurves {
  /** x: false positive rate, y: true positive rate */
  roc: ThresholdCurve;
  /** x: recall, y: precision, 1 where no row is called positive */
  precisionRecall: ThresholdCurve;
  auc: number;
  averagePrecision: number;
}

/** Columns of a chart: of each the curve keeps its first, lowest, highest and last point. */
const columns = 400;

/**
 * How well the probability of one class parts its rows from all others. probability `[rows]`; positive `[rows]`: 1 or 0. The area is
 * by trapezoids, which is Mann and Whitney's U (Fawcett, Pattern Recognition Letters 27, 2006); the average precision is
 * `Σ (R_n − R_{n−1}) P_n`, without interpolation. Without rows of both kinds, or with a probability that is NaN, there are no curves.
 */
export function classCurves(probability: Float32Array, positive: Uint8Array): ClassCurves {
  const rows = positive.reduce((sum, one) => sum + one, 0);
  if (rows === 0 || rows === positive.length || probability.some(Number.isNaN)) return { roc: empty, precisionRecall: empty, auc: NaN, averagePrecision: NaN };
  const counts = countAbove(probability, positive);
  return { roc: rocOf(counts), precisionRecall: precisionRecallOf(counts), ...areasOf(counts) };
}

const empty: ThresholdCurve = { x: new Float64Array(), y: new Float64Array(), thresholds: new Float64Array() };

function rocOf({ thresholds, falsePositives, truePositives }: CountsAbove): ThresholdCurve {
  const last = thresholds.length - 1;
  return thinned(falsePositives.map((count) => count / falsePositives[last]!), truePositives.map((count) => count / truePositives[last]!), thresholds);
}

function precisionRecallOf({ thresholds, falsePositives, truePositives }: CountsAbove): ThresholdCurve {
  const all = truePositives.at(-1)!;
  return thinned(truePositives.map((count) => count / all), truePositives.map((count, i) => (i === 0 ? 1 : count / (count + falsePositives[i]!))), thresholds);
}

function areasOf({ falsePositives, truePositives }: CountsAbove): Pick<ClassCurves, 'auc' | 'averagePrecision'> {
  const last = truePositives.length - 1;
  let [twice, precision] = [0, 0];
  for (let i = 1; i <= last; i++) {
    twice += (falsePositives[i]! - falsePositives[i - 1]!) * (truePositives[i]! + truePositives[i - 1]!);
    precision += (truePositives[i]! - truePositives[i - 1]!) * (truePositives[i]! / (truePositives[i]! + falsePositives[i]!));
  }
  return { auc: twice / (2 * falsePositives[last]! * truePositives[last]!), averagePrecision: precision / truePositives[last]! };
}

function thinned(x: Float64Array, y: Float64Array, thresholds: Float64Array): ThresholdCurve {
  const kept = decimate({ x, y }, 0, 1, columns);
  const at = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!);
  return { x: at(x), y: at(y), thresholds: at(thresholds) };
}
