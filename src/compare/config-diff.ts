import { configValues } from './columns/config-values.ts';
import type { Scalar } from './flatten.ts';

export interface ConfigDifference {
  path: string;
  /** one a config, in the order given; undefined where the config has no such value, or where it is not known */
  values: (Scalar | undefined)[];
}

/**
 * Only what differs between the configs, the name aside, in the order in which documents name it. The first is the baseline.
 * `whole[i]` is false for a config of which only a part is known: what it does not say makes no difference.
 */
export function diffConfigs(configs: readonly unknown[], whole: readonly boolean[] = []): ConfigDifference[] {
  const flat = configs.map(configValues);
  const paths = new Set(flat.flatMap((values) => [...values.keys()]));
  return [...paths].map((path) => ({ path, values: flat.map((values) => values.get(path)) })).filter(({ values }) => {
    const told = values.filter((value, at) => value !== undefined || whole[at] !== false);
    return told.some((value) => !Object.is(value, told[0]));
  });
}
