import type { RunConfig } from '../../../contract/run-config.ts';
import type { FeaturePlan } from '../../../data/feature-plan.ts';
import type { LayerSpec, LossName } from '../../../nn/spec.ts';
import type { Capsule } from '../capsule/read.ts';

/** A model that came in, whoever made it. */
export interface IncomingModel {
  kind: 'json' | 'safetensors' | 'onnx';
  name: string;
  epoch: number;
  /** the whole config where the file has it, else what its layers tell */
  config: RunConfig | { network: LayerSpec[]; loss: LossName };
  /** per layer in order: W as `[in, out]` row-major, then b; all finite */
  weights: Float32Array;
  features: FeaturePlan;
  metrics: Record<string, number>;
  dataSet: { name: string; contentSha256: string } | null;
  arithmetic: string;
  /** what was taken in another way than it was written */
  notes: string[];
}

/** Metrics that came in without weights. */
export interface IncomingHistory {
  kind: 'history';
  name: string;
  epochs: { epoch: number; step: number; at: number | null }[];
  metrics: { name: string; epochs: number[]; values: number[] }[];
  notes: string[];
}

export type Incoming = IncomingModel | IncomingHistory | { kind: 'capsule'; capsule: Capsule };
