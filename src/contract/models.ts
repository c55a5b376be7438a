import { z } from 'zod';
import type { FeatureFacts, SampleRow } from '../data/feature-facts.ts';
import type { FeaturePlan } from '../data/feature-plan.ts';
import type { Task } from '../data/table.ts';
import type { RunConfig } from './run-config.ts';

const id = z.string().min(1).max(100);

/** The shelf of models: epochs of runs that were given a name. A version never changes, and needs neither its run nor its data set. */

/** `NAME:VERSION` and `NAME@ALIAS` name a version, so neither sign may be part of a name. */
export const modelName = z.string().trim().min(1, 'must not be empty').max(100, 'is longer than 100 characters')
  .regex(/^[^:@\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u, 'must be one line without : and @');

export const modelAlias = z.string().regex(/^[a-z][a-z0-9_-]{0,49}$/, 'must be lower-case letters, digits, - and _, with a letter first, at most 50');

/** Those that are offered before anybody has made one up. */
export const usualAliases = ['production', 'baseline'] as const;

export const versionNumber = z.int().min(1).max(1_000_000);

/** Which epoch of a run: the best by what early stopping watched, the last one that was trained, or a number. */
const epochChoice = z.union([z.enum(['best', 'last']), z.int().min(0).max(1_000_000)]);

/** As the models' list shows one. */
export interface ModelSummary {
  id: string;
  name: string;
  note: string;
  createdAt: number;
  /** when a version, an alias, the name or the note last changed */
  changedAt: number;
  /** how many there are */
  versions: number;
  /** by name */
  aliases: { alias: string; version: number }[];
  latest: ModelVersion;
}

export interface ModelDetail extends ModelSummary {
  /** the latest first */
  history: ModelVersion[];
}

export interface ModelVersion {
  version: number;
  promotedAt: number;
  run: { id: string; name: string; /** false once it was removed for good */ exists: boolean };
  epoch: number;
  dataSet: { id: string; name: string; contentSha256: string; exists: boolean };
  rows: { train: number; validation: number; test: number };
  task: Task;
  target: string;
  classes: string[];
  /** columns that it asks for */
  columns: string[];
  inputs: number;
  parameters: number;
  arithmetic: string;
  weightsSha256: string;
  config: RunConfig;
  /** at its epoch; those of `test_` with exactly these weights */
  metrics: Record<string, number>;
  exports: ModelExport[];
}

export interface ModelExport {
  at: number;
  format: string;
  fileName: string;
  bytes: number;
  sha256: string;
}

/** What predicts: a version on the shelf, or an epoch of a run. */
export const modelSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('model'), id, version: versionNumber }),
  z.strictObject({ kind: z.literal('run'), id, at: epochChoice.default('best') }),
]);
export type ModelSource = z.input<typeof modelSource>;

/** What a window needs to compute with a model, row by row. */
export interface ModelForm {
  /** of the model or the run */
  name: string;
  epoch: number;
  features: FeaturePlan;
  config: RunConfig;
  /** little-endian float32, per layer W as `[in, out]` row-major, then b */
  weights: Uint8Array;
  facts: ModelFacts;
}

export const promotion = z.strictObject({
  runId: id,
  at: epochChoice.default('best'),
  name: modelName,
  /** that are to point to the new version */
  aliases: z.array(modelAlias).max(20).default([]),
});

/** What was found out about the data at the time of promotion, since it may be gone later. */
export interface ModelFacts {
  rows: { train: number; validation: number; test: number };
  /** of the columns that it asks for, over the rows that it was trained on */
  columns: FeatureFacts[];
  samples: SampleRow[];
}
