import type { Plot, PlotAxis, PlotSeries, RunLooks } from '../drawing/plot.ts';
import { formatTick } from '../drawing/tick-words.ts';
import type { ClassCalls, ClassMeasure } from './measure-class.ts';
import type { ClassifiedRows } from './right-rows.ts';

type PredictedRun<Colour extends string> = RunLooks<Colour> & { predictions: Pick<ClassifiedRows, 'rows'> };

/** A classifier with what its probabilities come to for one class, and what it calls its rows. */
export interface MeasuredRun<Run> {
  run: Run;
  measure: ClassMeasure;
  calls: ClassCalls;
}

const share = (label: string): PlotAxis => ({ label, kind: 'linear', from: 0, to: 1 });
const looks = <Colour extends string>({ key, label, colour, baseline }: RunLooks<Colour>) => ({ key, label, colour, baseline });

export function rocPlot<Colour extends string>(runs: readonly MeasuredRun<PredictedRun<Colour>>[], positive: string, atThreshold: boolean): Plot<Colour> {
  return {
    title: `ROC of ${positive}`, x: share('false positive rate'), y: share('true positive rate'), square: true, guides: [[0, 0, 1, 1]],
    series: [
      ...runs.map(({ run, measure: { roc } }): PlotSeries<Colour> => ({ ...looks(run), shape: 'line', x: roc.x, y: roc.y, more: { threshold: roc.thresholds } })),
      ...(atThreshold ? runs.map(({ run, calls }) => operatingPoint(run, calls.falsePositiveRate, calls.truePositiveRate)) : []),
    ],
  };
}

export function precisionRecallPlot<Colour extends string>(runs: readonly MeasuredRun<PredictedRun<Colour>>[], positive: string, atThreshold: boolean): Plot<Colour> {
  const shares = runs.map(({ run, measure: { counts } }) => counts.positives.reduce((sum, count) => sum + count, 0) / run.predictions.rows.length);
  return {
    title: `Precision by recall of ${positive}`, x: share('recall'), y: share('precision'), square: true,
    // What calling rows blindly comes to; with several splits there is no one such line.
    guides: shares.length > 0 && shares.every((one) => one === shares[0]) ? [[0, shares[0]!, 1, shares[0]!]] : [],
    series: [
      ...runs.map(({ run, measure: { precisionRecall: curve } }): PlotSeries<Colour> => ({ ...looks(run), shape: 'line', x: curve.x, y: curve.y, more: { threshold: curve.thresholds } })),
      ...(atThreshold ? runs.map(({ run, calls }) => operatingPoint(run, calls.truePositiveRate, calls.calledPrecision)) : []),
    ],
  };
}

const operatingPoint = <Colour extends string>(run: RunLooks<Colour>, x: number, y: number): PlotSeries<Colour> =>
  ({ ...looks(run), part: 'at the threshold', shape: 'dots', x: Float64Array.of(x), y: Float64Array.of(y), radius: Float64Array.of(4.5) });

/** Dots grow with the rows in their bin, and steps at the foot count them. */
export function calibrationPlot<Colour extends string>(runs: readonly MeasuredRun<PredictedRun<Colour>>[], positive: string): Plot<Colour> {
  const most = Math.max(1, ...runs.flatMap(({ measure }) => measure.calibration.bins.map((bin) => bin.rows)));
  return {
    title: `Calibration of ${positive}`, x: share('mean predicted probability'), y: share('share that is so'), square: true, guides: [[0, 0, 1, 1]],
    series: runs.flatMap(({ run, measure: { calibration: { bins } } }): PlotSeries<Colour>[] => {
      const full = bins.filter((bin) => bin.rows > 0);
      const [x, y] = [Float64Array.from(full, (bin) => bin.predicted), Float64Array.from(full, (bin) => bin.observed)];
      const steps = stepsOf(bins.map((bin) => (bin.rows / most) * 0.2));
      return [
        { ...looks(run), part: 'rows in each bin', shape: 'line', faint: true, ...steps, more: { rows: stepsOf(bins.map((bin) => bin.rows)).y } },
        { ...looks(run), shape: 'line', faint: true, x, y },
        { ...looks(run), shape: 'dots', x, y, radius: Float64Array.from(full, (bin) => 2 + 5 * Math.sqrt(bin.rows / most)), more: { rows: Float64Array.from(full, (bin) => bin.rows) } },
      ];
    }),
  };
}

/** Rows of the class upwards, all others downwards, by square root so that a few uncertain rows beside many certain ones can be seen. */
export function probabilityPlot<Colour extends string>(runs: readonly MeasuredRun<PredictedRun<Colour>>[], positive: string, threshold: number | null): Plot<Colour> {
  const most = Math.max(1, ...runs.flatMap(({ measure: { counts } }) => [...counts.positives, ...counts.negatives]));
  const reach = Math.sqrt(most) * 1.08;
  const side = (run: RunLooks<Colour>, part: string, counts: Uint32Array, sign: number): PlotSeries<Colour> =>
    ({ ...looks(run), part, shape: 'line', ...stepsOf(Array.from(counts, (count) => sign * Math.sqrt(count))), more: { rows: stepsOf([...counts]).y } });
  return {
    title: `Predicted probability of ${positive}`, x: share(`probability of ${positive}`),
    y: { label: `rows: ${positive} up, others down`, kind: 'linear', from: -reach, to: reach, ticks: rootTicks(most) },
    guides: [[0, 0, 1, 0], ...(threshold === null ? [] : [[threshold, -reach, threshold, reach] as const])],
    series: runs.flatMap(({ run, measure: { counts } }) => [side(run, positive, counts.positives, 1), side(run, 'others', counts.negatives, -1)]),
  };
}

/** Corners of a histogram over equal bins from 0 to 1. */
function stepsOf(values: readonly number[]): { x: Float64Array; y: Float64Array } {
  const bins = values.length;
  return {
    x: Float64Array.from({ length: bins * 2 }, (_, i) => Math.floor((i + 1) / 2) / bins),
    y: Float64Array.from({ length: bins * 2 }, (_, i) => values[Math.floor(i / 2)]!),
  };
}

/** 0, the largest round count, and about a quarter of it, in both directions. */
function rootTicks(most: number): { at: number; label: string }[] {
  const round = (value: number) => {
    const decade = 10 ** Math.floor(Math.log10(value));
    return Math.max(1, Math.floor(value / decade) * decade);
  };
  const counts = [...new Set([round(most), round(Math.max(1, most / 5))])];
  return [{ at: 0, label: '0' }, ...counts.flatMap((count) => [1, -1].map((sign) => ({ at: sign * Math.sqrt(count), label: formatTick(count, 0) })))];
}
