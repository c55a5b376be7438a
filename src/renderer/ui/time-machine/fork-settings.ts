import type { RunConfig } from '../../../contract/run-config.ts';
import { optimizer as optimizerSchema } from '../../../contract/run-config.ts';

/** What the fork form lets a person change; everything else stays as the parent has it. Null where a field is empty. */
export interface ForkSettings {
  epoch: number | null;
  name: string;
  optimizer: RunConfig['optimizer']['name'];
  learningRate: number | null;
  batchSize: number | null;
  epochs: number | null;
  /** of early stopping; null turns it off */
  patience: number | null;
}

export function settingsOf({ optimizer, batchSize, epochs, earlyStopping }: RunConfig, epoch: number): ForkSettings {
  return {
    epoch, name: '', optimizer: optimizer.name, learningRate: optimizer.learningRate, batchSize,
    // A fork of the last epoch has to go somewhere.
    epochs: epochs > epoch ? epochs : epoch * 2, patience: earlyStopping?.patience ?? null,
  };
}

/** The parent's config with what was changed. What is no number is left to main to refuse, with the field. */
export function forkConfig(parent: RunConfig, settings: ForkSettings): RunConfig {
  const { optimizer, learningRate, batchSize, epochs, patience } = settings;
  const base = optimizer === parent.optimizer.name ? parent.optimizer : optimizerSchema.parse({ name: optimizer });
  return {
    ...parent,
    optimizer: { ...base, learningRate: learningRate ?? base.learningRate },
    batchSize: batchSize ?? parent.batchSize,
    epochs: epochs ?? parent.epochs,
    earlyStopping: patience === null ? null : { ...(parent.earlyStopping ?? { monitor: 'val_loss', minDelta: 0, count: 'consecutive', restoreBest: true }), patience },
  };
}
