import { pixelsOf } from '../../compare/drawing/paint-plot.ts';
import type { Plot, PlotLayout, PlotSeries } from '../../compare/drawing/plot.ts';
import type { RunColour } from '../../contract/run-colours.ts';

/** A point of a plot that is pointed at. */
export interface PlotReading {
  series: PlotSeries<RunColour>;
  at: number;
  /** pixels between it and the pointer */
  distance: number;
}

/** The nearest point of each series that can be pointed at, the nearest of all first. */
export function readingsOf(plot: Plot<RunColour>, layout: PlotLayout, pointer: { x: number; y: number }): PlotReading[] {
  return plot.series.flatMap((series) => {
    if (series.faint || series.x.length === 0) return [];
    const pixels = pixelsOf(series, layout);
    let [at, distance] = [-1, Infinity];
    for (let i = 0; i < series.x.length; i++) {
      const far = Math.hypot(pixels[2 * i]! - pointer.x, pixels[2 * i + 1]! - pointer.y);
      if (far < distance) [at, distance] = [i, far];
    }
    return at < 0 ? [] : [{ series, at, distance }];
  }).sort((a, b) => a.distance - b.distance);
}

/** A point of a plot, by numbers of series and point. */
export interface Place {
  series: number;
  at: number;
}

/** Where a key leads from here: along a series, or to the point of another that is nearest across. Null where it leads nowhere. */
export function nextPlace(all: readonly PlotSeries[], here: Place | null, key: string): Place | null {
  const open = [...all.keys()].filter((at) => !all[at]!.faint && pointsOf(all[at]!).length > 0);
  const series = here && open.includes(here.series) ? here.series : open[0];
  if (series === undefined) return null;
  const points = pointsOf(all[series]!);
  const along = here?.series === series ? points.indexOf(here.at) : -1;
  switch (key) {
    case 'ArrowRight': return { series, at: points[Math.min(points.length - 1, along + 1)]! };
    case 'ArrowLeft': return { series, at: points[along < 0 ? points.length - 1 : Math.max(0, along - 1)]! };
    case 'Home': return { series, at: points[0]! };
    case 'End': return { series, at: points.at(-1)! };
    case 'ArrowUp':
    case 'ArrowDown': {
      if (!here || along < 0) return { series, at: points[0]! };
      const next = open[(open.indexOf(series) + (key === 'ArrowDown' ? 1 : open.length - 1)) % open.length]!;
      return { series: next, at: nearestAcross(all[next]!, all[series]!.x[here.at]!) };
    }
    default: return null;
  }
}

/** Points that have a place, from left to right. */
function pointsOf({ x, y }: PlotSeries): number[] {
  return Array.from(x.keys()).filter((at) => Number.isFinite(x[at]! + y[at]!)).sort((a, b) => x[a]! - x[b]!);
}

function nearestAcross(series: PlotSeries, x: number): number {
  return pointsOf(series).reduce((nearest, at) => (Math.abs(series.x[at]! - x) < Math.abs(series.x[nearest]! - x) ? at : nearest));
}
