import { scaleLinear } from 'd3-scale';
import { drawnPoints, type ChartLine } from '../../charts/lines.ts';
import { formatValue } from '../../format/numbers.ts';
import { linear, pathOf, rangeOf, type Box } from './linear.ts';

/** Everything of a chart over epochs that stays while the playhead moves, in CSS pixels. */
export interface EpochScene {
  width: number;
  height: number;
  box: Box;
  x: (epoch: number) => number;
  y: (value: number) => number;
  xTicks: readonly { at: number; label: string }[];
  yTicks: readonly { at: number; label: string }[];
  paths: readonly { key: string; faint: boolean; colour: string; path: string }[];
}

export interface EpochLines {
  lines: readonly ChartLine[];
  last: number;
  /** of several charts with the same scale */
  range: readonly [number, number] | undefined;
}

export function epochSceneOf({ lines, last, range }: EpochLines, { width, height, textScale }: { width: number; height: number; textScale: number }): EpochScene {
  const edge = { left: Math.round(44 * textScale), right: 12, top: 8, bottom: Math.round(20 * textScale) };
  const box = { left: edge.left, right: Math.max(edge.left + 10, width - edge.right), top: edge.top, bottom: Math.max(edge.top + 10, height - edge.bottom) };
  const values = scaleLinear().domain(range ?? rangeOf(lines.map((line) => line.y as number[]))).nice(4);
  const epochs = [0, Math.max(1, last)] as const;
  const x = linear(epochs, [box.left, box.right]);
  const y = linear(values.domain() as [number, number], [box.bottom, box.top]);
  const pathThrough = (points: readonly { x: number; y: number }[]) => pathOf(points.map((point) => [x(point.x), y(point.y)] as const));
  return {
    width, height, box, x, y,
    xTicks: scaleLinear().domain(epochs).ticks(5).filter(Number.isInteger).map((tick) => ({ at: x(tick), label: String(tick) })),
    yTicks: values.ticks(4).map((tick) => ({ at: y(tick), label: formatValue(Number(tick.toPrecision(6))) })),
    paths: lines.flatMap((line) => {
      const points = drawnPoints(line, 0, last, Math.round(box.right - box.left));
      // The last point that is another run's belongs to both parts.
      const own = points.findLastIndex((point) => point.x <= (line.faintUntil ?? -Infinity));
      return [{ faint: true, points: points.slice(0, own + 1) }, { faint: false, points: points.slice(Math.max(0, own)) }].filter((part) => part.points.length > 0)
        .map(({ faint, points: drawn }) => ({ key: `${line.key} ${faint ? 'before' : 'own'}`, faint, colour: line.colour, path: pathThrough(drawn) }));
    }),
  };
}
