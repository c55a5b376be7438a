import { paddedRange, type Plot, type PlotSeries, type RunLooks } from '../drawing/plot.ts';
import { thinDots } from '../drawing/thin-dots.ts';
import { evenBins, evenLimit } from '../replay/bins.ts';
import type { NumberScores } from './number-scores.ts';

type PredictedRun<Colour extends string> = RunLooks<Colour> & { predictions: { rows: Uint32Array; target: Float32Array; values: Float32Array } };

/** A regression with how well it does. */
export interface ScoredRun<Run> {
  run: Run;
  scores: NumberScores;
}

const looks = <Colour extends string>({ key, label, colour, baseline }: RunLooks<Colour>) => ({ key, label, colour, baseline });
const dots = { shape: 'dots', radius: 2 } as const;

export function predictedPlot<Colour extends string>(runs: readonly ScoredRun<PredictedRun<Colour>>[], target: string): Plot<Colour> {
  const range = paddedRange(runs.flatMap(({ run }) => [run.predictions.target, run.predictions.values]));
  return {
    title: `Predicted against true ${target}`, x: { label: `true ${target}`, kind: 'linear', from: range[0], to: range[1] },
    y: { label: `predicted ${target}`, kind: 'linear', from: range[0], to: range[1] }, square: true, guides: [[range[0], range[0], range[1], range[1]]],
    series: runs.map(({ run }): PlotSeries<Colour> => ({ ...looks(run), ...dots, ...thinned(run, run.predictions.target, run.predictions.values, range, range) })),
  };
}

export function residualPlot<Colour extends string>(runs: readonly ScoredRun<PredictedRun<Colour>>[], target: string): Plot<Colour> {
  const [across, up] = [paddedRange(runs.map(({ run }) => run.predictions.values)), paddedRange(runs.map(({ scores }) => scores.residuals))];
  return {
    title: `Residuals by prediction of ${target}`, x: { label: `predicted ${target}`, kind: 'linear', from: across[0], to: across[1] },
    y: { label: 'predicted − true', kind: 'linear', from: up[0], to: up[1] }, guides: [[across[0], 0, across[1], 0]],
    series: runs.map(({ run, scores }): PlotSeries<Colour> => ({ ...looks(run), ...dots, ...thinned(run, run.predictions.values, scores.residuals, across, up) })),
  };
}

const bins = 30;

export function residualHistogram<Colour extends string>(runs: readonly ScoredRun<PredictedRun<Colour>>[], target: string): Plot<Colour> {
  const limit = evenLimit(runs.map(({ scores }) => scores.residuals));
  const counted = runs.map(({ run, scores }) => ({ run, counts: evenBins([scores.residuals], bins, limit).counts }));
  const most = Math.max(1, ...counted.flatMap(({ counts }) => [...counts]));
  const edge = (i: number) => -limit + (2 * limit * i) / bins;
  return {
    title: `Histogram of residuals of ${target}`, x: { label: 'predicted − true', kind: 'linear', from: -limit, to: limit },
    y: { label: 'rows', kind: 'linear', from: 0, to: most * 1.05 }, guides: [[0, 0, 0, most * 1.05]],
    series: counted.map(({ run, counts }): PlotSeries<Colour> => ({
      ...looks(run), shape: 'line',
      x: Float64Array.from({ length: bins * 2 }, (_, i) => edge(Math.floor((i + 1) / 2))), y: Float64Array.from({ length: bins * 2 }, (_, i) => counts[Math.floor(i / 2)]!),
    })),
  };
}

function thinned({ predictions }: PredictedRun<string>, x: Float32Array, y: Float32Array, across: readonly [number, number], up: readonly [number, number]): Pick<PlotSeries, 'x' | 'y' | 'more'> {
  const kept = thinDots(x, y, across, up);
  return { x: Float64Array.from(kept, (at) => x[at]!), y: Float64Array.from(kept, (at) => y[at]!), more: { row: Float64Array.from(kept, (at) => predictions.rows[at]! + 1) } };
}
