import type { StopReason } from '../../contract/runs.ts';
import type { DataConfig } from '../../data/config.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import type { Table } from '../../data/table.ts';
import type { Invitation } from '../../nn/arithmetic.ts';
import type { Metrics, TrainSpec } from '../../nn/spec.ts';
import type { PackedEpochs } from './packed-epochs.ts';

/** All that passes between a process and its training workers, and what the process hears of a training. */

export interface TrainingJob {
  runId: string;
  /** names the table for the worker's cache: equal keys mean equal tables */
  tableKey: string;
  /** with its target named */
  data: DataConfig;
  spec: TrainSpec;
  /** in the order of `TrainState.weights`; null: drawn from the seed */
  initialWeights: Float32Array | null;
  /** where it goes on; left out: from the beginning */
  start?: StartPoint;
  /** what is recorded of it beyond the start */
  recorded?: RecordedEpochs;
  /** ends after this epoch, as stopped and with its state; left out: when the spec says so */
  through?: number;
}

/** A keyframe of this training. */
export interface StartPoint {
  weights: Uint8Array;
  /** a serialized `TrainState` */
  state: Uint8Array;
  link: Uint8Array;
}

/** Epochs that a training has had before it goes on. They must come out again, link by link, and are not posted once more. */
export interface RecordedEpochs {
  /** 32 bytes for each epoch after the start */
  links: Uint8Array;
  /** of the last one's weights, as hex */
  weightsSha256: string;
  bestEpoch: number | null;
  /** seconds of training, pauses left out */
  trainSeconds: number;
}

export type ToWorker =
  /**
   * Train it, if no other worker has claimed it. `control` is shared: a value of `signals`, then the number of the worker
   * that claimed it. `as`: the number of the one that gets this. `threads`: how many may compute, which changes no number
   */
  | { kind: 'train'; job: TrainingJob; control: Int32Array; as: number; threads: number }
  /** compute a part of what another worker trains, until it is done */
  | { kind: 'help'; invitation: Invitation }
  | { kind: 'table'; tableKey: string; table: Table }
  | { kind: 'tableFailed'; tableKey: string; message: string };

export type FromWorker =
  | TrainingEvent
  | PackedEpochs
  | { kind: 'tableNeeded'; runId: string; tableKey: string }
  /** other workers are to help with this training */
  | { kind: 'helpNeeded'; helpers: number; invitation: Invitation }
  /** what it helped with is done */
  | { kind: 'helped' };

/** What a worker reads between two steps. */
export const signals = { run: 0, pause: 1, stop: 2 } as const;
export type Signal = keyof typeof signals;

export type TrainingEvent =
  | { kind: 'started'; runId: string; preparation: Prepared; start: EpochSnapshot; notes: string[]; /** why the fast kernel cannot be used, as a sentence */ slowBecause: string | null }
  | { kind: 'epochs'; runId: string; batch: EpochBatch }
  | { kind: 'paused'; runId: string }
  | { kind: 'resumed'; runId: string }
  | { kind: 'ended'; runId: string; end: TrainingEnd };

/** Row indices are those of the imported table. */
export interface Prepared {
  parameters: number;
  rows: { train: Uint32Array; validation: Uint32Array; test: Uint32Array };
  classes: string[];
  features: FeaturePlan;
}

export interface EpochSnapshot {
  epoch: number;
  /** in the bytes that are hashed: little-endian float32 */
  weights: Uint8Array;
  weightsSha256: Uint8Array;
  link: Uint8Array;
  /** serialized `TrainState` where this is a keyframe */
  state: Uint8Array | null;
}

/** Whole epochs since the last batch, in order: `values[metric][i]` belongs to `epochs[i]`. */
export interface EpochBatch {
  epochs: number[];
  steps: number[];
  /** metrics of the epochs, and `epoch_seconds` */
  values: Record<string, number[]>;
  snapshots: EpochSnapshot[];
  bestEpoch: number | null;
  /** seconds of training so far, pauses left out */
  trainSeconds: number;
}

export type TrainingEnd =
  | ({ kind: 'completed'; stopReason: Exclude<StopReason, 'stopped'> } & TrainedState)
  | ({ kind: 'stopped' } & TrainedState)
  | ({ kind: 'diverged'; message: string; weightsAtDivergence: Uint8Array } & TrainedState)
  /** data or settings that cannot be trained, or a fault that ended the worker */
  | { kind: 'failed'; message: string };

export interface TrainedState {
  /** whole epochs */
  epochs: number;
  step: number;
  bestEpoch: number | null;
  /** `test_` metrics of the final weights; empty without test rows */
  finalMetrics: Metrics;
  /** of the final weights, after restoreBest, as hex */
  weightsSha256: string;
  /** the last link of the chain, as hex */
  chain: string;
  /** the latest epoch whose state was taken, at most some hundredths of a second of training before the end; null before the first */
  keyframe: EpochSnapshot | null;
  /** pauses left out */
  trainSeconds: number;
}
