import { columnOf, varies, type Column } from '../columns/column.ts';
import { configValues } from '../columns/config-values.ts';
import type { Scalar } from '../flatten.ts';
import { groupReplicates, isChance } from '../replicates.ts';

/** A run as far as importance is concerned. */
export interface MeasuredRun {
  /** its config, with whatever else sets it apart */
  config: unknown;
  /** of the metric; what is not a finite number is left out */
  value: number | null | undefined;
}

/** What may matter: a value of the configs, or several that always change together and cannot be told apart. */
export interface Feature {
  paths: string[];
  /** a value a config */
  column: Column;
}

/** Different configs with the mean of the metric over the replicates of each. */
export interface Gathered {
  runs: number;
  /** runs without a finite value */
  leftOut: number;
  /** one a config */
  target: Float64Array;
  features: Feature[];
}

/** Replicates count as one config, so that a config with many seeds neither weighs more nor is tested on itself. */
export function gather(runs: readonly MeasuredRun[]): Gathered {
  const measured = runs.filter((run): run is { config: unknown; value: number } => typeof run.value === 'number' && Number.isFinite(run.value));
  const groups = groupReplicates(measured, ({ config }) => config);
  const values = groups.map(([first]) => configValues(first!.config));
  return {
    runs: measured.length,
    leftOut: runs.length - measured.length,
    target: Float64Array.from(groups, (group) => group.reduce((sum, { value }) => sum + value, 0) / group.length),
    features: featuresOf(values),
  };
}

function featuresOf(configs: readonly Map<string, Scalar>[]): Feature[] {
  const paths = new Set(configs.flatMap((config) => [...config.keys()]));
  const byPartition = new Map<string, Feature>();
  for (const path of paths) {
    if (isChance(path)) continue;
    const values = configs.map((config) => config.get(path));
    const column = columnOf(values);
    if (!varies(column)) continue;
    const partition = partitionOf(values);
    const same = byPartition.get(partition);
    if (same) same.paths.push(path);
    else byPartition.set(partition, { paths: [path], column });
  }
  return [...byPartition.values()];
}

/** Which configs share a value, whatever the value is. */
function partitionOf(values: readonly (Scalar | undefined)[]): string {
  const places = new Map<Scalar | undefined, number>();
  return values.map((value) => {
    if (!places.has(value)) places.set(value, places.size);
    return places.get(value);
  }).join();
}
