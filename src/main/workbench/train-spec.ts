import type { RunConfig } from '../../contract/run-config.ts';
import type { DataConfig } from '../../data/config.ts';
import type { TrainSpec } from '../../nn/spec.ts';

/** The part of a config that the network core works with. */
export function trainSpecOf(config: RunConfig): TrainSpec {
  const { network, loss, penalties, optimizer, schedule, clipNorm, epochs, batchSize, shuffle, seed, earlyStopping } = config;
  return { network, loss, penalties, optimizer, schedule, clipNorm, epochs, batchSize, shuffle, seed, earlyStopping };
}

/** The part that decides which rows and columns are learned from. */
export function dataConfigOf({ data: { set: _, ...data } }: RunConfig): DataConfig {
  return data;
}
