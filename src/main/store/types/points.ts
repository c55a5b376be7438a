import type { Curve, CurveAxis } from '../../../contract/curves.ts';
import type { Series } from '../../../contract/runs.ts';

/** The epochs of one run that one batch brings: `values[metric][i]` belongs to `epochs[i]`. */
export interface PointsBatch {
  runId: string;
  epochs: number[];
  steps: number[];
  values: Record<string, number[]>;
  bestEpoch: number | null;
  trainSeconds: number;
}

export interface Points {
  /** Points and summaries of all runs of the batch in one transaction. */
  append(batches: PointsBatch[]): void;
  series(runId: string, options?: { metrics?: string[]; afterEpoch?: number; through?: number }): Series[];
  /** the names of the metrics that it has points of, in order */
  metrics(runId: string): string[];
  /** The points of some epochs, which are in order; of each metric those that it has. Looks up each of them. */
  at(runId: string, epochs: readonly number[]): Pick<Series, 'metric' | 'epochs' | 'values'>[];
  /** All points of one metric, in order of x; null for a run that is gone or never had it. */
  curve(runId: string, metric: string, axis: CurveAxis): Curve | null;
}
