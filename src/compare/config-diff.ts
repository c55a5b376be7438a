import { flatten, type Scalar } from './flatten.ts';

export interface ConfigDifference {
  path: string;
  /** one a config, in the order given; undefined where the config has no such value */
  values: (Scalar | undefined)[];
}

/** Only what differs between the configs, in the order in which documents name it. The first is the baseline. */
export function diffConfigs(configs: readonly unknown[]): ConfigDifference[] {
  const flat = configs.map((config) => flatten(config));
  const paths = new Set(flat.flatMap((values) => [...values.keys()]));
  return [...paths]
    .map((path) => ({ path, values: flat.map((values) => values.get(path)) }))
    .filter(({ values }) => values.some((value) => !Object.is(value, values[0])));
}
