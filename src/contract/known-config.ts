import { configValues } from '../compare/columns/config-values.ts';
import type { Scalar } from '../compare/flatten.ts';
import type { RunConfig } from './run-config.ts';
import type { RunRow } from './runs.ts';

type WithConfig = Pick<RunRow, 'config' | 'configKnown'>;

const nothing: Partial<RunConfig> = {};
const networks = new WeakMap<RunConfig, Partial<RunConfig>>();
const flattened = new WeakMap<object, ReadonlyMap<string, Scalar>>();

/** What is known of a run's config: one that came in from other software said little of it or nothing, and the rest of its row's config are our defaults. The same object for the same config. */
export function knownConfig({ config, configKnown }: WithConfig): Partial<RunConfig> {
  if (configKnown === 'whole') return config;
  if (configKnown === 'nothing') return nothing;
  const known = networks.get(config) ?? { network: config.network, loss: config.loss };
  networks.set(config, known);
  return known;
}

/** What is known of a run's config as paths and values; worked out once for each config. */
export function knownValues(run: WithConfig): ReadonlyMap<string, Scalar> {
  const config = knownConfig(run);
  const values = flattened.get(config) ?? configValues(config);
  flattened.set(config, values);
  return values;
}

/** One of these values, undefined where the config has none. A data set is called what it is called by now. */
export function knownValue(run: WithConfig & Pick<RunRow, 'dataSet'>, path: string): { known: boolean; value: Scalar | undefined } {
  const values = knownValues(run);
  const value = values.get(path);
  return { known: run.configKnown === 'whole' || value !== undefined, value: path === 'data.set' && value !== undefined ? run.dataSet : value };
}

/** Whether a run can be trained from another seed: not one of which no config is known, nor one that goes on from an epoch of another. */
export const takesOtherSeeds = ({ configKnown, parent }: Pick<RunRow, 'configKnown' | 'parent'>): boolean => configKnown === 'whole' && parent === null;

/** What a run shares with its replicates, whatever its data set was called then. One whose config is not known shares it with none. */
export const replicatedConfig = (run: WithConfig & Pick<RunRow, 'id' | 'dataSetId'>): unknown =>
  (run.configKnown === 'whole' ? { ...run.config, data: { ...run.config.data, set: run.dataSetId } } : { onlyRun: run.id });
