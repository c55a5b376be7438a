import { z } from 'zod';
import { LONGEST_FILTER } from './filter/ast.ts';
import type { ConfigChange, ForkOrigin, StoredVerification } from './replay.ts';
import type { RunColour } from './run-colours.ts';
import type { RunConfig } from './run-config.ts';

export const runStatuses = [
  'queued', 'running', 'paused', 'completed', 'stopped', 'diverged', 'failed', 'interrupted', 'imported',
] as const;
export const runStatus = z.enum(runStatuses);
export type RunStatus = z.infer<typeof runStatus>;

/** Statuses from which a run does not go on by itself. */
export const endedStatuses: readonly RunStatus[] = ['completed', 'stopped', 'diverged', 'failed', 'interrupted', 'imported'];

export type StopReason = 'epochs' | 'earlyStopping' | 'stopped';

export interface MetricSummary {
  last: number;
  lastEpoch: number;
  min: number;
  minEpoch: number;
  max: number;
  maxEpoch: number;
  /** value at the run's best epoch; null where there is none */
  best: number | null;
}

/** A run as lists show it. No points: those are asked for by `runs.points`. */
export interface RunRow {
  id: string;
  /** counts up with every change of the row, so that a delta never overwrites something newer */
  revision: number;
  name: string;
  note: string;
  tags: string[];
  starred: boolean;
  /** a locked run refuses every edit but being unlocked */
  locked: boolean;
  /** the one it was given, else its own for life */
  colour: RunColour;
  status: RunStatus;
  stopReason: StopReason | null;
  /** for failed and diverged runs: what happened, as a sentence */
  error: string | null;
  experimentId: string;
  experiment: string;
  dataSetId: string;
  dataSet: string;
  config: RunConfig;
  /** of a run that came in without its config: its layers and loss alone, or nothing; the rest of `config` are our defaults then */
  configKnown: 'whole' | 'network' | 'nothing';
  parameters: number | null;
  epochs: number;
  bestEpoch: number | null;
  metrics: Record<string, MetricSummary>;
  /** milliseconds since 1970 */
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  trainSeconds: number;
  /** where it was forked from; null for a run that began by itself */
  parent: ForkOrigin | null;
  /** of a queued run: smaller numbers have their turn earlier; null for all others */
  queuePosition: number | null;
  /** true where the process that asks is the one that trains this run */
  ownedHere: boolean;
}

export interface RunDetail extends RunRow {
  weightsSha256: string | null;
  chain: string | null;
  /** version of the arithmetic that trained it */
  arithmetic: string;
  /** class names in order; empty for regression */
  classes: string[];
  rows: { train: number; validation: number; test: number } | null;
  events: { at: number; kind: string; message: string }[];
  /** epochs of which the weights are stored */
  snapshotEpochs: number[];
  /** of a fork: what its config has other than its parent's */
  changes: ConfigChange[];
  /** its forks, by epoch */
  children: { id: string; name: string; epoch: number; status: RunStatus }[];
  /** the last time it was trained again and compared; null for never, or not since it went on */
  verification: StoredVerification | null;
}

/** One metric's points in order of epoch. */
export interface Series {
  metric: string;
  epochs: number[];
  steps: number[];
  values: number[];
}

/** New points of one run, as they arrive: `values[metric][i]` belongs to `epochs[i]`. */
export interface PointsDelta {
  runId: string;
  epochs: number[];
  values: Record<string, number[]>;
  /** how many epochs between its first and its last one are not in it; none where this is left out */
  leftOut?: number;
}

/** as many as a person can mean */
export const mostSortKeys = 8;

export const runQuery = z.strictObject({
  status: z.array(runStatus).optional(),
  experimentId: z.string().optional(),
  /** in the filter language */
  filter: z.string().max(LONGEST_FILTER).optional(),
  /** names of columns, the most important first, as a list or with commas between them; a leading `-` sorts downwards */
  sort: z.union([z.string().max(1000), z.array(z.string().max(300)).min(1).max(mostSortKeys)]).default('-createdAt'),
  trash: z.boolean().default(false),
  limit: z.int().min(1).max(1000).default(200),
  offset: z.int().min(0).default(0),
});
export type RunQuery = z.input<typeof runQuery>;

export interface RunPage {
  rows: RunRow[];
  total: number;
}
