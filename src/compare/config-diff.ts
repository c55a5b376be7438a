import { configValues } from './columns/config-values.ts';
import type { Scalar } from './flatten.ts';

export interface ConfigDifference {
  path: string;
  /** one a config, in the order given; undefined where the config has no such value */
  values: (Scalar | undefined)[];
}

/** Only what differs between the configs, the name aside, in the order in which documents name it. The first is the baseline. */
export function diffConfigs(configs: readonly unknown[]): ConfigDifference[] {
  const flat = configs.map(configValues);
  const paths = new Set(flat.flatMap((values) => [...values.keys()]));
  return [...paths].map((path) => ({ path, values: flat.map((values) => values.get(path)) })).filter(({ values }) => values.some((value) => !Object.is(value, values[0])));
}
