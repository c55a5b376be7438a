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

/** The values in which the configs differ, but what only draws lots. */
export function featuresOf(configs: readonly ReadonlyMap<string, Scalar>[]): Feature[] {
  const paths = new Set(configs.flatMap((config) => [...config.keys()]));
  const byPartition = new Map<string, Varying>();
  for (const path of paths) {
    if (isChance(path)) continue;
    const values = configs.map((config) => config.get(path));
    const column = columnOf(values);
    if (!varies(column)) continue;
    const partition = partitionOf(values);
    const same = byPartition.get(partition.join());
    if (same) same.paths.push(path);
    else byPartition.set(partition.join(), { paths: [path], column, partition });
  }
  return withoutFollowers([...byPartition.values()]).map(({ paths: names, column }) => ({ paths: names, column }));
}

interface Varying extends Feature {
  partition: number[];
}

/** What one kind of another value brings along, always the same (the betas of Adam), says nothing of its own: it goes with that value. */
function withoutFollowers(features: readonly Varying[]): Varying[] {
  const leaderOf = (one: Varying) => (isPresenceAlone(one.column) ? features.find((other) => other !== one && other.column.kind === 'category' && other.column.levels.length > 1 && decides(other.partition, one.partition)) : undefined);
  return features.filter((one) => {
    const leader = leaderOf(one);
    leader?.paths.push(...one.paths);
    return leader === undefined;
  });
}

/** Whether all that have a value have the same one. */
function isPresenceAlone(column: Column): boolean {
  const there = column.kind === 'number' ? column.values.filter((value) => !Number.isNaN(value)) : column.codes.filter((code) => code >= 0);
  return new Set(there).size === 1;
}

/** Whether configs that share a part of the one always share a part of the other. */
function decides(one: readonly number[], other: readonly number[]): boolean {
  const parts = new Map<number, number>();
  return one.every((part, at) => {
    if (!parts.has(part)) parts.set(part, other[at]!);
    return parts.get(part) === other[at];
  });
}

/** Which configs share a value, whatever the value is. */
function partitionOf(values: readonly (Scalar | undefined)[]): number[] {
  const places = new Map<Scalar | undefined, number>();
  return values.map((value) => {
    if (!places.has(value)) places.set(value, places.size);
    return places.get(value)!;
  });
}
