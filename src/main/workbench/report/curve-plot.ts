import { setImmediate } from 'node:timers/promises';
import { decimate } from '../../../compare/decimate.ts';
import { paddedRange, type Plot, type PlotSeries } from '../../../compare/drawing/plot.ts';
import { groupCurve } from '../../../compare/group-curve.ts';
import type { ComparedGroup } from '../../../contract/compared-groups.ts';
import type { RunColour } from '../../../contract/run-colours.ts';
import type { Store } from '../../store/types/store.ts';

/** All lines of a plot together, so that a report of five hundred runs is still a file to send. */
const mostPoints = 30_000;
/** groups between which other calls get their turn */
const groupsAtATime = 10;

/** One metric by epoch: a line a run, of a group the mean with its standard deviation. */
export async function curvePlot(metric: string, groups: readonly ComparedGroup[], store: Store): Promise<Plot<RunColour>> {
  const series: PlotSeries<RunColour>[] = [];
  const buckets = Math.max(8, Math.min(200, Math.floor(mostPoints / 4 / groups.length)));
  for (const [at, { key, label, colour, runs, baseline }] of groups.entries()) {
    const curves = runs.flatMap((run) => store.points.curve(run.id, metric, 'epoch') ?? []);
    const [first] = curves;
    if (!first || first.x.length === 0) continue;
    const mean = curves.length > 1 ? groupCurve(curves, 'sd') : null;
    const line = mean ? { x: mean.x, y: mean.mean } : first;
    const kept = decimate(line, line.x[0]!, line.x[line.x.length - 1]!, buckets);
    const of = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!);
    series.push({
      key, label, colour, baseline, shape: 'line', x: of(line.x), y: of(line.y),
      ...(mean ? { band: { low: of(mean.low), high: of(mean.high) } } : {}),
    });
    if (at % groupsAtATime === groupsAtATime - 1) await setImmediate();
  }
  const [from, to] = paddedRange(series.map(({ x }) => x), 0);
  const [low, high] = paddedRange(series.flatMap(({ y, band }) => (band ? [y, band.low, band.high] : [y])));
  return { title: metric, x: { label: 'epoch', kind: 'whole', from, to }, y: { label: '', kind: 'linear', from: low, to: high }, guides: [], series };
}
