import { countReplicates, MOST_REPLICATES, type Replicates } from '../../contract/replicates.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { InputIssue } from '../../contract/input-issues.ts';

const longestName = 200;

/** Why a config cannot be replicated like that; empty where it can. */
export function replicateIssues(config: RunConfig, wanted: Replicates): InputIssue[] {
  const { split } = config.data;
  const { seeds, folds } = wanted;
  const issues: InputIssue[] = [];
  if (folds && !('folds' in split)) issues.push({ field: 'replicates.folds', message: 'needs a split by folds; set data.split to, for example, {"folds": 5, "fold": 0}' });
  if (seeds && seeds.vary !== 'seed' && !('seed' in split)) issues.push({ field: 'replicates.seeds.vary', message: 'the split is by a column and has no seed; vary the seed of the run alone' });
  const count = countReplicates(wanted, split);
  if (count > MOST_REPLICATES) issues.push({ field: 'replicates.seeds.to', message: `makes ${count} runs; at most ${MOST_REPLICATES} can be queued at once` });
  return issues;
}

/** The configs of all replicates, folds within seeds, each named after what it does not share. */
export function replicateConfigs(config: RunConfig, { seeds, folds }: Replicates): RunConfig[] {
  const seedsOf = seeds ? Array.from({ length: seeds.to - seeds.from + 1 }, (_, at) => seeds.from + at) : [null];
  const { split } = config.data;
  const foldsOf = folds && 'folds' in split ? Array.from({ length: split.folds }, (_, at) => at) : [null];
  return seedsOf.flatMap((seed) => foldsOf.map((fold) => replicate(config, { seed, vary: seeds?.vary ?? 'seed', fold })));
}

interface Chance {
  seed: number | null;
  vary: 'seed' | 'split' | 'both';
  fold: number | null;
}

function replicate(config: RunConfig, { seed, vary, fold }: Chance): RunConfig {
  const split = { ...config.data.split };
  if (fold !== null && 'folds' in split) split.fold = fold;
  if (seed !== null && vary !== 'seed' && 'seed' in split) split.seed = seed;
  const parts = [
    seed === null ? '' : `${vary === 'split' ? 'split seed' : 'seed'} ${seed}`,
    fold !== null && 'folds' in split ? `fold ${fold + 1} of ${split.folds}` : '',
  ].filter(Boolean);
  return {
    ...config,
    name: named(config.name, parts),
    seed: seed === null || vary === 'split' ? config.seed : seed,
    data: { ...config.data, split },
  };
}

function named(name: string, parts: string[]): string {
  if (parts.length === 0) return name;
  const ending = `, ${parts.join(', ')}`;
  return `${name.slice(0, longestName - ending.length)}${ending}`;
}
