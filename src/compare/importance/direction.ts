import type { Column } from '../columns/column.ts';
import { spearman } from '../statistics/spearman.ts';

/** Which way a value of the configs goes with the metric, taken by itself. */
export type Direction =
  /** rank correlation; null where one side has a single value */
  | { kind: 'number'; rho: number | null; n: number }
  /** mean of the metric for each kind, the highest first */
  | { kind: 'category'; means: { level: string; n: number; mean: number }[] };

/** `target` is a value a config, all finite. */
export function directionOf(column: Column, target: Float64Array): Direction {
  if (column.kind === 'number') {
    const there = Array.from(target.keys()).filter((at) => !Number.isNaN(column.values[at]));
    const found = spearman(there.map((at) => column.values[at]!), there.map((at) => target[at]!));
    return { kind: 'number', rho: found?.rho ?? null, n: there.length };
  }
  const means = column.levels.map((level, code) => {
    const values = target.filter((_, at) => column.codes[at] === code);
    return { level, n: values.length, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
  });
  return { kind: 'category', means: means.filter(({ n }) => n > 0).sort((a, b) => b.mean - a.mean) };
}
