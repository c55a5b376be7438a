import { describe } from '../compare/statistics/describe.ts';
import { higherIsBetter, isJudged } from '../compare/metric-direction.ts';
import type { ComparedGroup } from './compared-groups.ts';
import type { MetricPart } from './filter/ast.ts';
import type { RunRow } from './runs.ts';

/** One metric of one run or group. */
export interface MetricCell {
  /** finite values, or 1 where a single run has NaN or an infinity */
  n: number;
  /** the mean of what is finite; null where there is none */
  value: number | null;
  /** NaN for fewer than two values */
  sd: number;
  /** from the baseline; null for the baseline itself and where either has no finite value */
  delta: number | null;
  best: boolean;
}

export interface MetricRow {
  group: ComparedGroup;
  cells: MetricCell[];
}

export interface TableOrder {
  /** a metric, or null for the name */
  metric: string | null;
  descending: boolean;
}

/** A row a group, a cell a metric. The baseline stays on top; the others in the order that is wanted, what has no value last. */
export function metricTable(groups: readonly ComparedGroup[], metrics: readonly string[], part: MetricPart, order: TableOrder | null): MetricRow[] {
  const rows = groups.map((group): MetricRow => ({ group, cells: metrics.map((metric) => cellOf(group.runs, metric, part)) }));
  const baseline = rows.find(({ group }) => group.baseline);
  metrics.forEach((metric, at) => {
    markBest(rows.map(({ cells }) => cells[at]!), metric);
    const zero = baseline?.cells[at]!.value ?? Number.NaN;
    for (const row of rows) {
      const delta = (row.cells[at]!.value ?? Number.NaN) - zero;
      if (row !== baseline && Number.isFinite(delta)) row.cells[at]!.delta = delta;
    }
  });
  const others = rows.filter((row) => row !== baseline);
  if (order) others.sort(comparing(order, order.metric === null ? -1 : metrics.indexOf(order.metric)));
  return baseline ? [baseline, ...others] : others;
}

/** The value of a metric that a run counts with: the last one where it has no best epoch. */
export function metricValue(run: RunRow, metric: string, part: MetricPart): number | null {
  if (!Object.hasOwn(run.metrics, metric)) return null;
  const summary = run.metrics[metric]!;
  return part === 'best' ? (summary.best ?? summary.last) : summary[part];
}

/** What a distance from the baseline means, in words. */
export function deltaWords({ delta }: MetricCell, metric: string): string {
  if (delta === null || delta === 0 || !isJudged(metric)) return delta === null ? '' : 'from the baseline';
  return delta > 0 === higherIsBetter(metric) ? 'better than the baseline' : 'worse than the baseline';
}

function cellOf(runs: readonly RunRow[], metric: string, part: MetricPart): MetricCell {
  const values = runs.flatMap((run) => metricValue(run, metric, part) ?? []);
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { n: values.length, value: values[0] ?? null, sd: Number.NaN, delta: null, best: false };
  const { n, mean, sd } = describe(finite);
  return { n, value: mean, sd, delta: null, best: false };
}

function markBest(cells: readonly MetricCell[], metric: string): void {
  const there = cells.filter(({ value }) => value !== null && Number.isFinite(value));
  if (there.length < 2 || !isJudged(metric)) return;
  const sign = higherIsBetter(metric) ? 1 : -1;
  const top = there.reduce((most, { value }) => Math.max(most, sign * value!), -Infinity);
  if (there.every(({ value }) => sign * value! === top)) return;
  for (const cell of there) cell.best = sign * cell.value! === top;
}

const collator = new Intl.Collator('en', { numeric: true });

function comparing({ descending }: TableOrder, at: number): (a: MetricRow, b: MetricRow) => number {
  const sign = descending ? -1 : 1;
  if (at < 0) return (a, b) => sign * collator.compare(a.group.label, b.group.label);
  return (a, b) => {
    const [left, right] = [a.cells[at]!.value, b.cells[at]!.value];
    const [hasLeft, hasRight] = [left !== null && !Number.isNaN(left), right !== null && !Number.isNaN(right)];
    if (!hasLeft || !hasRight) return Number(hasRight) - Number(hasLeft);
    return left === right ? 0 : sign * (left! < right! ? -1 : 1);
  };
}
