import { missingSeeds, rangesOf } from '../../../compare/missing-seeds.ts';
import { sharedName } from '../../../compare/replicates.ts';
import type { InputOf } from '../../../contract/api.ts';
import type { ReplicatesInput, SeedKind } from '../../../contract/replicates.ts';
import type { RunRow } from '../../../contract/runs.ts';

/** Replicates that are to be more, and how many each is to have. */
export interface SeedsWanted {
  groups: readonly { label: string; runs: readonly RunRow[] }[];
  runs: number;
}

export interface SeedLaunch {
  config: InputOf<'runs.launch'>['config'];
  replicates: ReplicatesInput;
  experiment: string;
  tags: string[];
  /** how many runs it makes */
  count: number;
}

/** Why a group cannot have more seeds; null where it can. */
export function unrepeatable(label: string, [first]: readonly RunRow[]): string | null {
  if (first === undefined) return `${label} is gone.`;
  if (first.configKnown !== 'whole') return `${label} came in from elsewhere without its config, so it cannot be trained again here.`;
  return first.parent === null ? null : `${label} is a fork: it goes on from an epoch of ${first.parent.name}, and a new seed would not.`;
}

/** What to launch so that each group, of replicates, has `wanted` seeds: the same ones in all of them as far as can be, every fold again where a group has several. */
export function seedLaunches(groups: readonly (readonly RunRow[])[], wanted: number): SeedLaunch[] {
  const vary = variedBy(groups);
  const missing = missingSeeds(groups.map((runs) => runs.map((run) => seedOf(run, vary))), wanted);
  return groups.flatMap((runs, at) => rangesOf(missing[at]!).map(([from, to]): SeedLaunch => {
    const { config, experiment, tags } = runs[0]!;
    const { split } = config.data;
    const folds = 'folds' in split && new Set(runs.map((run) => ('fold' in run.config.data.split ? run.config.data.split.fold : 0))).size > 1;
    return {
      config: JSON.parse(JSON.stringify({ ...config, name: sharedName(runs.length > 1 ? runs.map(({ name }) => name) : [runs[0]!.name, runs[0]!.name]) })) as SeedLaunch['config'],
      replicates: { seeds: { from, to, vary }, folds }, experiment, tags, count: (to - from + 1) * (folds ? split.folds : 1),
    };
  }));
}

/** What the replicates that are there differ in: the seed of the run, that of the split, or both. */
function variedBy(groups: readonly (readonly RunRow[])[]): SeedKind {
  const several = (seed: (run: RunRow) => number) => groups.some((runs) => new Set(runs.map(seed)).size > 1);
  const [ofRun, ofSplit] = [several((run) => seedOf(run, 'seed')), several((run) => seedOf(run, 'split'))];
  return ofSplit ? (ofRun ? 'both' : 'split') : 'seed';
}

function seedOf({ config }: RunRow, vary: SeedKind): number {
  const { split } = config.data;
  return vary === 'split' && 'seed' in split ? split.seed : config.seed;
}
