import type { Column } from '../../../compare/columns/column.ts';
import { leastSquares, type TrendLine } from '../../../compare/statistics/least-squares.ts';
import { spearman, type RankCorrelation } from '../../../compare/statistics/spearman.ts';
import { formatMetric } from '../../format/numbers.ts';

/** How two numbers go together. The line is straight on the axes as they are drawn, so of logarithms where an axis has them. */
export interface Trend {
  line: TrendLine | null;
  rank: RankCorrelation | null;
  /** pairs that have both numbers */
  n: number;
  logX: boolean;
  logY: boolean;
  /** of how many configs the points are, where several are replicates of one: they are no evidence of their own, so that there is no p */
  configs: number | null;
}

interface Side {
  column: Column;
  log: boolean;
}

/** Null where either side has kinds instead of numbers. */
export function trendOf(across: Side, up: Side, configs: number | null = null): Trend | null {
  if (across.column.kind !== 'number' || up.column.kind !== 'number') return null;
  const [xs, ys] = [across.column.values, up.column.values];
  const placed = (value: number, log: boolean) => !Number.isNaN(value) && (!log || value > 0);
  const pairs = Array.from(xs.keys()).filter((at) => placed(xs[at]!, across.log) && placed(ys[at]!, up.log));
  const drawn = (values: Float64Array, log: boolean) => pairs.map((at) => (log ? Math.log10(values[at]!) : values[at]!));
  const [x, y] = [drawn(xs, across.log), drawn(ys, up.log)];
  return { line: pairs.length < 3 ? null : leastSquares(x, y), rank: pairs.length < 3 ? null : spearman(x, y), n: pairs.length, logX: across.log, logY: up.log, configs };
}

/** The height of the line at x. */
export function trendAt({ line, logX, logY }: Trend, x: number): number {
  if (line === null) return Number.NaN;
  const y = line.intercept + line.slope * (logX ? Math.log10(x) : x);
  return logY ? 10 ** y : y;
}

/** `Spearman’s ρ = 0.62 (n = 120, p < 0.001). Least squares: y = 0.9 + 0.02 · log₁₀ x.` */
export function trendWords({ line, rank, n, logX, logY, configs }: Trend): string {
  if (n < 3) return 'A trend needs three points with both numbers.';
  const p = configs !== null ? ` points of ${configs} ${configs === 1 ? 'config' : 'configs'}; replicates taken as one give a p` : rank === null || Number.isNaN(rank.p) ? '' : rank.p < 0.001 ? ', p < 0.001' : `, p = ${short(rank.p)}`;
  const correlation = rank === null ? `No correlation to tell (n = ${n}): one side has a single value.` : `Spearman’s ρ = ${short(rank.rho)} (n = ${n}${p}).`;
  if (line === null) return correlation;
  const sign = line.slope < 0 ? '−' : '+';
  return `${correlation} Least squares: ${logY ? 'log₁₀ y' : 'y'} = ${formatMetric(line.intercept).replace('-', '−')} ${sign} ${formatMetric(Math.abs(line.slope))} · ${logX ? 'log₁₀ x' : 'x'}.`;
}

const short = (value: number): string => String(Number(value.toPrecision(2))).replace('-', '−');
