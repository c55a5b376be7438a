import type { Line } from './decimate.ts';
import { criticalT } from './statistics/student-t.ts';

/** What lies around a mean: the sample's standard deviation, the 95 % interval of the mean (Student's t), or all values. */
export type Band = 'sd' | 'ci' | 'range';

/** The mean of some lines and the band around it, at every x that one of them has. */
export interface GroupCurve {
  x: Float64Array;
  mean: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/**
 * At each x the lines that reach there count, between two of their points by the straight line between them. What is not
 * finite is left out; where nothing is left, the mean is NaN. With a single value the band has no width.
 */
export function groupCurve(lines: readonly Line[], band: Band): GroupCurve {
  const x = commonX(lines);
  const [n, mean, squares] = [new Int32Array(x.length), new Float64Array(x.length), new Float64Array(x.length)];
  const [low, high] = [new Float64Array(x.length).fill(Infinity), new Float64Array(x.length).fill(-Infinity)];
  for (const line of lines) {
    let at = 0;
    for (let i = 0; i < x.length; i++) {
      while (at < line.x.length && line.x[at]! < x[i]!) at++;
      const value = valueAt(line, at, x[i]!);
      if (!Number.isFinite(value)) continue;
      // Welford's update: mean and sum of squared deviations without cancellation.
      n[i]!++;
      const before = value - mean[i]!;
      mean[i]! += before / n[i]!;
      squares[i]! += before * (value - mean[i]!);
      low[i] = Math.min(low[i]!, value);
      high[i] = Math.max(high[i]!, value);
    }
  }
  for (let i = 0; i < x.length; i++) {
    if (n[i] === 0) mean[i] = low[i] = high[i] = NaN;
    else if (band !== 'range') {
      const half = halfWidth(band, n[i]!, squares[i]!);
      low[i] = mean[i]! - half;
      high[i] = mean[i]! + half;
    }
  }
  return { x, mean, low, high };
}

/** `at` is the first point of the line at or behind `x`. */
function valueAt(line: Line, at: number, x: number): number {
  if (at >= line.x.length) return NaN;
  const [x1, y1] = [line.x[at]!, line.y[at]!];
  if (x1 === x) return y1;
  if (at === 0) return NaN;
  const [x0, y0] = [line.x[at - 1]!, line.y[at - 1]!];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

function halfWidth(band: 'sd' | 'ci', n: number, squares: number): number {
  if (n < 2) return 0;
  const sd = Math.sqrt(squares / (n - 1));
  return band === 'sd' ? sd : (quantile(n) * sd) / Math.sqrt(n);
}

const quantiles = new Map<number, number>();

function quantile(n: number): number {
  const known = quantiles.get(n);
  if (known !== undefined) return known;
  const t = criticalT(0.05, n - 1);
  quantiles.set(n, t);
  return t;
}

/** Replicates mostly share their x, the shorter ones as far as they go. Else it is every x that any line has. */
function commonX(lines: readonly Line[]): Float64Array {
  const longest = lines.reduce((a, b) => (b.x.length > a.x.length ? b : a), lines[0] ?? { x: [], y: [] });
  if (lines.every((line) => isPrefix(line.x, longest.x))) return Float64Array.from(longest.x);
  const all = new Float64Array(lines.reduce((sum, line) => sum + line.x.length, 0));
  let filled = 0;
  for (const line of lines) {
    all.set(Float64Array.from(line.x), filled);
    filled += line.x.length;
  }
  all.sort();
  return all.filter((value, i) => i === 0 || value !== all[i - 1]);
}

function isPrefix(part: ArrayLike<number>, whole: ArrayLike<number>): boolean {
  for (let i = 0; i < part.length; i++) if (part[i] !== whole[i]) return false;
  return true;
}
