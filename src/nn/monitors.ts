import type { Metrics } from './spec.ts';

/** Whether a metric grows as the run gets better; losses and errors shrink. */
export const higherIsBetter = (metric: string): boolean => !/(^|_)(loss|mse|mae)$/.test(metric);

/** Whether `value` is better than the best so far by more than `minDelta`. NaN never is; every number beats null. */
export function improves(metric: string, value: number, best: number | null, minDelta: number): boolean {
  if (Number.isNaN(value)) return false;
  if (best === null) return true;
  return higherIsBetter(metric) ? value > best + minDelta : value < best - minDelta;
}

/** The value of a monitored metric; NaN where the epoch did not have it. */
export const monitored = (metrics: Metrics, metric: string): number => metrics[metric] ?? NaN;
