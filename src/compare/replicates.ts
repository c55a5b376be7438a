import { flatten } from './flatten.ts';

const CHANCE = new Set(['seed', 'data.split.seed', 'data.split.fold']);
const NAMES_ONLY = new Set(['name']);

/** Whether a path of the config only draws lots: a seed, or which fold is held out. */
export const isChance = (path: string): boolean => CHANCE.has(path);

/** What replicates have in common: every value of the config but name, seeds and fold. */
export function replicateKey(config: unknown): string {
  return JSON.stringify([...flatten(config)].filter(([path]) => !CHANCE.has(path) && !NAMES_ONLY.has(path)));
}

/** What pairs a replicate with one of another config: its seeds and its fold. */
export function pairKey(config: unknown): string {
  return JSON.stringify([...flatten(config)].filter(([path]) => CHANCE.has(path)));
}

/** What there is to say of a comparison in which all runs count as one. */
export function oneGroupWords(configs: readonly unknown[]): string {
  const same = configs.length > 1 && new Set(configs.map(pairKey)).size === 1;
  return same
    ? 'All of these runs are the same training, seeds and fold included, and count once; there is nothing to hold against them.'
    : 'All of these runs are replicates of one config; there is nothing to hold against them.';
}

/** What replicates are called together: the name that all share but for the seed or fold at its end, else that of the first. */
export function sharedName(names: readonly string[]): string {
  const [first = '', ...others] = names;
  const stem = first.replace(ofOneReplicate, '');
  return others.length > 0 && stem !== '' && others.every((name) => name.replace(ofOneReplicate, '') === stem) ? stem : first;
}

/** `, seed 3`, `, split seed 3, fold 1 of 5` */
const ofOneReplicate = /(?:, (?:(?:split )?seed \d+|fold \d+ of \d+)){1,2}$/;

/** Runs in groups of replicates, in the order in which the first of each appears. */
export function groupReplicates<T>(runs: readonly T[], configOf: (run: T) => unknown): T[][] {
  const groups = new Map<string, T[]>();
  for (const run of runs) {
    const key = replicateKey(configOf(run));
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups.values()];
}
