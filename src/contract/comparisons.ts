import { z } from 'zod';
import type { Description } from '../compare/statistics/describe.ts';
import type { Verdict } from '../compare/verdict.ts';
import type { GroupDifference } from './group-differences.ts';

/** The most runs that one call predicts with. */
const mostPredicting = 50;
/** The most rows of a part that are predicted; of more, as many are taken at even distances. */
export const mostPredictedRows = 20_000;
/** The most runs that are judged, or reported, in one go. */
const mostJudged = 500;

export const parts = ['validation', 'test'] as const;
export type Part = (typeof parts)[number];

const id = z.string().min(1).max(100);
const metric = z.string().min(1).max(500);

export const predictionsQuery = z.strictObject({
  ids: z.array(id).min(1).max(mostPredicting),
  part: z.enum(parts),
  /** of runs named here the weights after that epoch, also while they train on; of all others those that they ended with */
  epochs: z.record(id, z.int().min(0).max(1_000_000)).default({}),
});

/** `ids[0]` is the baseline. `metric` as in a filter, with `.best` where nothing follows the name. */
export const comparisonQuery = z.strictObject({ ids: z.array(id).min(2).max(mostJudged), metric: metric.optional() });

/** `group` as runs are taken together in tables and curves: `replicates`, the name of a column, or null for every run by itself. `hidden` are compared as well, but not in the report: a group has the same colour whichever of its runs are. `about` says in words where the runs come from. */
export const reportQuery = comparisonQuery.extend({
  group: z.string().min(1).max(300).nullable().default('replicates'), hidden: z.array(id).max(mostJudged).default([]), about: z.string().max(5000).default(''),
});

/** What a run's weights say about rows of one part. The bytes are little-endian arrays, `unpackPredictions` makes them numbers again. */
export interface PackedPredictions {
  runId: string;
  /** whose weights they were */
  epoch: number;
  /** why there is nothing, as a sentence; the arrays are empty then */
  problem: string | null;
  task: 'classification' | 'regression';
  /** in order of output, with two the last is the positive one; empty for a regression */
  classes: string[];
  dataSetId: string;
  /** rows of the part, of which `rows` may be a sample */
  total: number;
  /** uint32: row numbers in the data set, from 0, ascending */
  rows: Uint8Array;
  /** float32: index of the class, or the number */
  target: Uint8Array;
  /** float32 `[rows, classes]`: probabilities; or `[rows]`: numbers */
  values: Uint8Array;
}

export interface Predictions extends Omit<PackedPredictions, 'rows' | 'target' | 'values'> {
  rows: Uint32Array;
  target: Float32Array;
  values: Float32Array;
}

/** Copies, since an array of numbers cannot begin at any byte of a message. */
export function unpackPredictions({ rows, target, values, ...rest }: PackedPredictions): Predictions {
  return { ...rest, rows: new Uint32Array(rows.slice().buffer), target: new Float32Array(target.slice().buffer), values: new Float32Array(values.slice().buffer) };
}

/** The most runs of which a report shows what they say about rows. */
export const mostPredictedInReport = 20;

export interface RunsComparison {
  /** with the part that was compared: `val_accuracy.best` */
  metric: string;
  higherIsBetter: boolean;
  /** replicates side by side; the first is the baseline */
  groups: { label: string; ids: string[] }[];
  /** of the groups' configs */
  differences: GroupDifference[];
  /** what the metric comes to in each group */
  sides: ({ label: string } & Description)[];
  /** each other group against the baseline */
  verdicts: Verdict[];
  /** runs that have not ended and do not count yet */
  training: number;
}
