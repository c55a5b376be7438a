import { columnMeans } from '../../../compare/column-means.ts';
import { groupCurve, type GroupCurve } from '../../../compare/group-curve.ts';
import { smooth } from '../../../compare/smooth.ts';
import type { Curve } from '../../../contract/curves.ts';
import { growingCurve, type GrowingCurve } from './growing-curve.ts';
import type { Drawn, DrawnLine, DrawRequest, MorePoints, Points } from './messages.ts';
import { reduceLine, type Reduced } from './reduce-line.ts';

/** The whole curves of one chart, and what is to be drawn of them: smoothed, taken together, decimated. */
export interface Mill {
  put(curves: readonly Curve[]): void;
  append(points: readonly MorePoints[]): void;
  /** forgets these runs */
  drop(runIds: readonly string[]): void;
  draw(request: DrawRequest): Drawn;
}

export function createMill(): Mill {
  const curves = new Map<string, GrowingCurve>();
  /** what a zoom need not work out again */
  const prepared = new Map<string, Prepared>();

  return {
    put: (more) => { for (const curve of more) curves.set(curve.runId, growingCurve(curve)); prepared.clear(); },
    append: (points) => { for (const more of points) curves.get(more.runId)?.append(more); },
    drop: (runIds) => { for (const id of runIds) curves.delete(id); },
    draw: (request) => {
      const lines = request.lines.flatMap(({ key, runIds }) => {
        const members = runIds.flatMap((id) => curves.get(id) ?? []);
        return members.length === 0 ? [] : [{ key, runs: members.length, ...prepare(key, runIds, members, request) }];
      });
      const wanted = new Set(request.lines.map((line) => line.key));
      for (const key of prepared.keys()) if (!wanted.has(key)) prepared.delete(key);
      return drawLines(lines, request);
    },
  };

  function prepare(key: string, runIds: readonly string[], members: GrowingCurve[], { smoothing, band }: DrawRequest): Prepared {
    const made = [smoothing, band, ...runIds, ...members.map((member) => member.revision)].join();
    const known = prepared.get(key);
    if (known?.made === made) return known;
    const fresh = { made, ...preparedLine(members, smoothing, band) };
    prepared.set(key, fresh);
    return fresh;
  }
}

interface PreparedLine {
  whole: Points;
  raw: Points | null;
  low: Points | null;
  high: Points | null;
}

interface Prepared extends PreparedLine {
  made: string;
}

function preparedLine(members: GrowingCurve[], smoothing: number, band: DrawRequest['band']): PreparedLine {
  const [only] = members;
  const group = members.length > 1 ? groupCurve(members, band === 'none' ? 'sd' : band) : null;
  const raw: Points = group ? { x: group.x, y: group.mean } : { x: only!.x, y: only!.y };
  const smoothed = (y: Float64Array) => (smoothing > 0 ? smooth(y, smoothing) : y);
  const edge = (of: (curve: GroupCurve) => Float64Array) => (group && band !== 'none' ? { x: group.x, y: smoothed(of(group)) } : null);
  return {
    whole: smoothing > 0 ? { x: raw.x, y: smoothed(raw.y) } : raw,
    raw: smoothing > 0 ? raw : null,
    low: edge((curve) => curve.low),
    high: edge((curve) => curve.high),
  };
}

/** Among more, single points of a line cannot be followed: its lowest and highest in each column are all that is seen, and its means over some columns what the eye follows. */
const manyLines = 20;

function drawLines(lines: (PreparedLine & { key: string; runs: number })[], request: DrawRequest): Drawn {
  const extent = extentOf(lines.map((line) => line.whole.x), request.logX);
  const drawn: Drawn = { lines: [], logX: request.logX, logY: request.logY, x: extent, y: null, points: 0, drawn: 0, offLog: 0 };
  if (!extent) return drawn;
  const many = lines.length > manyLines;
  const view = { ...request, from: request.from ?? extent[0], to: request.to ?? extent[1], joints: !many };
  let [low, high] = [Infinity, -Infinity];
  const reduce = (points: Points | null, coarser = 1, floor = false): Reduced | null => {
    if (!points) return null;
    const reduced = reduceLine(points, { ...view, buckets: Math.ceil(view.buckets / coarser), floor });
    low = Math.min(low, reduced.low);
    high = Math.max(high, reduced.high);
    return reduced;
  };
  for (const { key, runs, ...line } of lines) {
    const whole = reduce(line.whole)!;
    drawn.points += whole.points;
    drawn.drawn += whole.x.length;
    drawn.offLog += whole.offLog;
    drawn.lines.push({
      key, runs, x: whole.x, y: whole.y, marks: whole.marks, last: lastOf(line.whole),
      raw: pointsOf(reduce(line.raw, many ? 2 : 1)), middle: many && line.raw === null ? middleOf(line.whole, whole.points, view) : null, low: pointsOf(reduce(line.low, 1, true)), high: pointsOf(reduce(line.high)),
    } satisfies DrawnLine);
  }
  drawn.y = low <= high ? [low, high] : null;
  return drawn;
}

/** Pixels that one mean of a line among many stands for. */
const meanWidth = 4;

/** Null where there are hardly more points than means. */
function middleOf({ x, y }: Points, points: number, { from, to, buckets, logX, logY }: DrawRequest & { from: number; to: number }): Points | null {
  const columns = Math.ceil(buckets / meanWidth);
  if (points < 4 * columns) return null;
  return columnMeans({ x, y: logY ? y.map((value) => (value > 0 ? value : NaN)) : y }, from, to, columns, logX);
}

const pointsOf = (reduced: Reduced | null): Points | null => reduced && { x: reduced.x, y: reduced.y };

function extentOf(axes: readonly Float64Array[], log: boolean): [number, number] | null {
  let [from, to] = [Infinity, -Infinity];
  for (const x of axes) {
    const first = log ? x.find((value) => value > 0) : x[0];
    if (first === undefined) continue;
    from = Math.min(from, first);
    to = Math.max(to, x[x.length - 1]!);
  }
  return from <= to ? [from, to] : null;
}

function lastOf({ x, y }: Points): DrawnLine['last'] {
  for (let at = y.length - 1; at >= 0; at--) if (Number.isFinite(y[at])) return { x: x[at]!, y: y[at]! };
  return null;
}
