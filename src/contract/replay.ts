import { z } from 'zod';
import type { RunStatus } from './runs.ts';

/** What replaying, verifying and forking runs passes across a process border. Weights are bytes: little-endian float32, per layer W as `[in, out]` row-major, then b. */

const runId = z.string().min(1).max(100);
const epoch = z.int().min(0).max(1_000_000);
/** named by whoever asks: `replay.cancel` ends it, and `replay.progress` tells how far it is */
const request = z.string().min(1).max(100).optional();

export const weightsQuery = z.strictObject({ id: runId, from: epoch, /** the same where it is left out */ through: epoch.optional(), request });
export const stateQuery = z.strictObject({ id: runId, epoch, request });
export const forkRequest = z.strictObject({
  id: runId,
  epoch,
  /** the whole config of the fork; the parent's where it is left out */
  config: z.json().optional(),
  name: z.string().max(200).optional(),
});

/** The most that one answer of `runs.weightsAt` holds, unless a single epoch is larger. */
export const weightsAnswerBytes = 16 * 1024 * 1024;

/** The weights of neighbouring epochs. Each is the one that was trained: its hash was checked. */
export interface EpochWeights {
  runId: string;
  from: number;
  /** may be less than what was asked for, where that would be more than `weightsAnswerBytes` */
  through: number;
  parameters: number;
  /** float32 `[epochs, parameters]` */
  weights: Uint8Array;
}

/** All that training goes on from at the end of an epoch. */
export interface EpochState {
  runId: string;
  epoch: number;
  /** optimizer updates so far */
  step: number;
  weights: Uint8Array;
  weightsSha256: string;
  /** of the hash chain */
  link: string;
  /** slots as the weights, for example Adam's two moments */
  optimizer: { name: string; step: number; slots: Uint8Array[] };
  schedule: { scale: number; best: number | null; wait: number };
  earlyStopping: { wait: number };
  best: { epoch: number; value: number } | null;
}

/** The rows as the run has learned from them: scaled, missing values filled in. */
export interface TrainingRows {
  runId: string;
  task: 'classification' | 'regression';
  inputs: number;
  outputs: number;
  classes: string[];
  /** float32 `[rows of the table, inputs]`; rows that are in no part may hold NaN */
  x: Uint8Array;
  /** float32: class indices, or the target */
  y: Uint8Array;
  /** uint32: rows of the table, and so of `x` and `y` */
  train: Uint8Array;
  validation: Uint8Array;
  test: Uint8Array;
  /** how columns of the table became inputs: a `FeaturePlan` of `src/data` */
  features: unknown;
}

/** What came out when a run was trained again from config and seed. */
export interface Verification {
  /** the last epoch through which all links of the chain are equal; null where the starting weights differ already */
  identicalThrough: number | null;
  /** null where every recorded epoch came out the same */
  difference: { epoch: number; /** why it may be, as a sentence */ reason: string } | null;
}

/** A verification as it is kept with the run. */
export interface StoredVerification extends Verification {
  /** milliseconds since 1970 */
  at: number;
  /** version of the arithmetic that trained it again */
  arithmetic: string;
}

/** A verification that also looked at every stored snapshot. */
export interface VerifyResult extends Verification {
  /** epochs whose stored weights or state did not match their hash; they have been computed anew */
  healed: number[];
}

/** Where a run was forked from. The run itself may be gone. */
export interface ForkOrigin {
  id: string;
  name: string;
  epoch: number;
}

export interface ConfigChange {
  path: string;
  /** absent where the config has no such value */
  before?: string | number | boolean | null;
  after?: string | number | boolean | null;
}

/** A run among its relatives. `gone` ones were removed for good, and are known by their forks alone. */
export interface LineageNode {
  id: string;
  name: string;
  /** `gone`: deleted for good; `absent`: it never came here, as the parent of a fork that came without it */
  status: RunStatus | 'gone' | 'absent';
  trashed: boolean;
  epochs: number;
  /** the epoch of the parent that it was forked at; null for the root */
  epoch: number | null;
  changes: ConfigChange[];
  children: LineageNode[];
}
