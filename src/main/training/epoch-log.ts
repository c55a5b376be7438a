import type { Metrics } from '../../nn/spec.ts';
import type { EpochBatch, EpochSnapshot } from './messages.ts';

/** Epochs that have not been posted yet. */
export interface EpochLog {
  add(epoch: LoggedEpoch): void;
  /** All epochs since the last call, or null where there are none. */
  take(): EpochBatch | null;
}

export interface LoggedEpoch {
  epoch: number;
  step: number;
  /** read at once, not kept */
  metrics: Metrics;
  seconds: number;
  snapshot: EpochSnapshot;
  bestEpoch: number | null;
  trainSeconds: number;
}

export function createEpochLog(): EpochLog {
  let batch: EpochBatch | null = null;
  return {
    add({ epoch, step, metrics, seconds, snapshot, bestEpoch, trainSeconds }) {
      batch ??= emptyBatch(metrics);
      batch.epochs.push(epoch);
      batch.steps.push(step);
      for (const name in metrics) batch.values[name]?.push(metrics[name] as number);
      batch.values.epoch_seconds?.push(seconds);
      batch.snapshots.push(snapshot);
      batch.bestEpoch = bestEpoch;
      batch.trainSeconds = trainSeconds;
    },
    take() {
      const taken = batch;
      batch = null;
      return taken;
    },
  };
}

function emptyBatch(metrics: Metrics): EpochBatch {
  const values: Record<string, number[]> = { epoch_seconds: [] };
  for (const name in metrics) values[name] = [];
  return { epochs: [], steps: [], values, snapshots: [], bestEpoch: null, trainSeconds: 0 };
}
