import type { ConfigChange, StoredVerification } from './replay.ts';
import type { RunConfig } from './run-config.ts';
import type { RunStatus, StopReason } from './runs.ts';

/** A run as it goes from one database to another: all but its snapshots, which are read one by one. */
export interface RunRecord {
  id: string;
  name: string;
  status: RunStatus;
  stopReason: StopReason | null;
  error: string | null;
  /** by name */
  experiment: string;
  arithmetic: string;
  parameters: number | null;
  bestEpoch: number | null;
  trainSeconds: number;
  weightsSha256: string | null;
  chain: string | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  starred: boolean;
  /** one that a person chose */
  colour: string | null;
  tags: string[];
  note: string;
  config: RunConfig;
  preparation: RecordedPreparation | null;
  events: { at: number; kind: string; message: string }[];
  /** every epoch that was recorded */
  epochs: { epoch: number; step: number; at: number }[];
  metrics: { name: string; epochs: number[]; values: number[] }[];
  links: RecordedLink[];
  fork: { parentId: string; parentName: string; epoch: number; changes: ConfigChange[] } | null;
  verification: StoredVerification | null;
  /** the weights that a diverged run ended with */
  divergence: Uint8Array | null;
}

export interface RecordedPreparation {
  parameters: number;
  rows: { train: Uint32Array; validation: Uint32Array; test: Uint32Array };
  classes: string[];
  /** a `FeaturePlan` of `src/data`, null where it is not known */
  features: unknown;
}

/** An epoch of the hash chain. */
export interface RecordedLink {
  epoch: number;
  link: Uint8Array;
  weightsSha256: Uint8Array;
}

export interface RecordedSnapshot extends RecordedLink {
  /** little-endian float32 in the order that is hashed */
  weights: Uint8Array;
  /** of a keyframe */
  state: Uint8Array | null;
}
