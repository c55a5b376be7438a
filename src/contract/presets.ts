import { z } from 'zod';
import { runConfigFields, type RunConfig, type RunConfigInput } from './run-config.ts';

/** What a preset leaves alone: the data, the chance, what it starts from, and the name of the run. */
export const presetFields = runConfigFields.omit({ name: true, data: true, from: true, seed: true });
export type PresetConfig = z.output<typeof presetFields>;

/** A way to set up a run, for data of any shape. */
export interface Preset {
  id: string;
  name: string;
  /** what it is good for, in a line */
  says: string;
  /** the task that its loss is for */
  task: 'classification' | 'regression';
  builtIn: boolean;
  config: PresetConfig;
}

export const presetName = z.string().trim().min(1).max(100);

/** Those that come with the application, in the order in which they are offered. */
export const builtInPresets: readonly Preset[] = [
  forClasses('small', 'Small baseline', 'Two hidden layers of 24: a sound first try', [24, 24]),
  forClasses('wide', 'Wide', 'One hidden layer of 256: much room in a single step', [256]),
  forClasses('deep', 'Deep', 'Six hidden layers of 32, a slowly rising then falling rate', [32, 32, 32, 32, 32, 32], {
    optimizer: { name: 'adam', learningRate: 0.002 }, schedule: { name: 'cosine', warmup: 5 }, clipNorm: 1,
  }),
  forClasses('dropout', 'With dropout', 'Wide layers held back by dropout and weight decay, for tables that are learned by heart', [128, 64], {
    optimizer: { name: 'adamw' }, epochs: 300, earlyStopping: { patience: 40 },
  }, 0.3),
  {
    id: 'logistic', name: 'Logistic regression', says: 'No hidden layer: what a linear model can tell apart', task: 'classification', builtIn: true,
    config: presetFields.parse({ network: [{ layer: 'dense', init: 'zeros' }, { layer: 'softmax' }], loss: 'crossEntropy', optimizer: { name: 'adam', learningRate: 0.01 } }),
  },
  forNumbers('small-regression', 'Small baseline', 'Two hidden layers of 24: a sound first try', [24, 24]),
  forNumbers('wide-regression', 'Wide', 'One hidden layer of 256: much room in a single step', [256]),
  forNumbers('deep-regression', 'Deep', 'Six hidden layers of 32, a slowly rising then falling rate', [32, 32, 32, 32, 32, 32], {
    optimizer: { name: 'adam', learningRate: 0.002 }, schedule: { name: 'cosine', warmup: 5 }, clipNorm: 1,
  }),
  forNumbers('dropout-regression', 'With dropout', 'Wide layers held back by dropout and weight decay, for tables that are learned by heart', [128, 64], {
    optimizer: { name: 'adamw' }, epochs: 300, earlyStopping: { patience: 40 },
  }, 0.1),
  {
    id: 'linear', name: 'Linear regression', says: 'No hidden layer: what a weighted sum can tell', task: 'regression', builtIn: true,
    config: presetFields.parse({ network: [{ layer: 'dense', init: 'zeros' }], loss: 'meanSquaredError', optimizer: { name: 'adam', learningRate: 0.01 } }),
  },
];

/** The config with the preset's settings in place of its own; data, seed, start and name stay. */
export function withPreset(config: RunConfig, preset: PresetConfig): RunConfig {
  const { name, data, from, seed } = config;
  return { ...structuredClone(preset), name, data, from, seed };
}

function forClasses(id: string, name: string, says: string, widths: number[], over: Partial<RunConfigInput> = {}, dropout = 0): Preset {
  const network = [...hidden(widths, dropout), { layer: 'dense' as const }, { layer: 'softmax' as const }];
  return { id, name, says, task: 'classification', builtIn: true, config: presetFields.parse({ ...over, network, loss: 'crossEntropy' }) };
}

function forNumbers(id: string, name: string, says: string, widths: number[], over: Partial<RunConfigInput> = {}, dropout = 0): Preset {
  const network = [...hidden(widths, dropout), { layer: 'dense' as const }];
  return { id, name, says, task: 'regression', builtIn: true, config: presetFields.parse({ ...over, network, loss: 'meanSquaredError' }) };
}

function hidden(widths: number[], dropout: number): NonNullable<RunConfigInput['network']> {
  return widths.flatMap((units) => [{ layer: 'dense' as const, units }, { layer: 'relu' as const }, ...(dropout > 0 ? [{ layer: 'dropout' as const, rate: dropout }] : [])]);
}
