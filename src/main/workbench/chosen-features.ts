import type { DataSetDetail } from '../../contract/data-sets.ts';
import type { RunConfig } from '../../contract/run-config.ts';

/**
 * Where a person has said at the import which columns are to be learned from, "all" means those: the config then names
 * them, so that it says what is learned from wherever it goes.
 */
export function withChosenFeatures(config: RunConfig, { profile, target: imported }: DataSetDetail): RunConfig {
  const { data } = config;
  if (data.features !== 'all' || !profile.some(({ chosen }) => chosen)) return config;
  const target = data.target ?? imported;
  const splitBy = 'column' in data.split ? data.split.column : null;
  const features = profile.filter(({ name, role }) => (role === 'feature' || role === 'target') && name !== target && name !== splitBy).map(({ name }) => name);
  return features.length > 0 ? { ...config, data: { ...data, features } } : config;
}
