import { createGenerator } from '../../nn/random.ts';
import { ranks } from '../statistics/ranks.ts';
import { binned, type Binned } from './bins.ts';
import { directionOf, type Direction } from './direction.ts';
import { growForest, type ForestReport } from './forest.ts';
import type { Gathered } from './gather.ts';
import { drawFirst } from './tree.ts';

/** Fewer configs say nothing that would hold for others. */
export const fewestConfigs = 12;
const plainTrees = 300;
const plainHalves = 20;
const treesOfAHalf = 60;

export interface ImportanceOptions {
  seed?: number;
  /** of the forest that sees all configs */
  trees?: number;
  /** how many forests see half of them, for the standard error */
  halves?: number;
}

export interface FeatureImportance {
  paths: string[];
  /** share of the variance of the metric's ranks that hangs on it, alone or together with others; about 0 for what does not matter */
  importance: number;
  /** its standard error */
  error: number;
  direction: Direction;
}

export interface Importance {
  runs: number;
  leftOut: number;
  configs: number;
  /** share of the variance of ranks that the forest explains of configs that it has not seen; at most 1, below 0 where it is worse than none */
  explained: number;
  /** the most important one first */
  features: FeatureImportance[];
}

/** Why there is nothing to say of these runs, or null where there is. */
export function importanceProblem({ target, features }: Gathered): 'tooFew' | 'nothingVaries' | 'sameResult' | null {
  if (features.length === 0) return 'nothingVaries';
  if (target.length < fewestConfigs) return 'tooFew';
  return target.every((value) => value === target[0]) ? 'sameResult' : null;
}

/**
 * How much each value of the configs matters for a metric: permutation importance in a random forest that is grown on the
 * ranks of the metric, so that one diverged run does not decide everything and a metric and its logarithm say the same.
 * Permuting a value raises the squared error by twice the variance that hangs on it (Gregorutti, Michel and Saint-Pierre,
 * "Correlation and variable importance in random forests", Statistics and Computing 27, 2017), hence the half.
 *
 * The standard error is the delete-d jackknife's with half of the configs deleted: forests on random halves, whose spread is
 * that of the whole (Shao and Wu, "A general theory for jackknife variance estimation", Annals of Statistics 17, 1989; for
 * forests Ishwaran and Lu, Statistics in Medicine 38, 2019). Yields the share of the work that is done.
 */
export function* measureImportance(gathered: Gathered, { seed = 1, trees = plainTrees, halves = plainHalves }: ImportanceOptions = {}): Generator<number, Importance> {
  const { target, features, runs, leftOut } = gathered;
  const ranked = ranks(target);
  const spread = varianceOf(ranked);
  const input = { features: features.map(({ column }) => binned(column)), target: ranked, seed };
  const all = Int32Array.from(target.keys());
  const work = trees + halves * treesOfAHalf;
  let done = 0;
  function* telling(forest: Generator<void, ForestReport>): Generator<number, ForestReport> {
    for (;;) {
      const step = forest.next();
      if (step.done) return step.value;
      yield ++done / work;
    }
  }

  const whole = yield* telling(growForest({ ...input, rows: all, trees, purpose: 'importance' }));
  const halved: Float64Array[] = [];
  for (let half = 0; half < halves; half++) {
    const rows = randomHalf(all, seed, half);
    halved.push((yield* telling(growForest({ ...input, rows, trees: treesOfAHalf, purpose: `importance of half ${half}` }))).raised);
  }
  const errors = jackknifeErrors(halved, target.length, input.features);
  return {
    runs, leftOut, configs: target.length,
    explained: 1 - whole.error / spread,
    features: features.map((feature, at): FeatureImportance => ({
      paths: feature.paths, importance: whole.raised[at]! / spread / 2, error: errors[at]! / spread / 2, direction: directionOf(feature.column, target),
    })).sort((a, b) => b.importance - a.importance),
  };
}

/** All of it at once. */
export function importanceOf(gathered: Gathered, options?: ImportanceOptions): Importance {
  const measuring = measureImportance(gathered, options);
  for (;;) {
    const step = measuring.next();
    if (step.done) return step.value;
  }
}

function randomHalf(rows: Int32Array, seed: number, half: number): Int32Array {
  const drawn = rows.slice();
  const count = Math.ceil(rows.length / 2);
  drawFirst(drawn, count, createGenerator(seed, `half ${half} of the configs`));
  return drawn.subarray(0, count);
}

/** √(r / (d·B) · Σ (θ − mean θ)²) for B subsets of r of r + d rows. */
function jackknifeErrors(halved: readonly Float64Array[], rows: number, features: readonly Binned[]): Float64Array {
  const kept = Math.ceil(rows / 2);
  return Float64Array.from(features, (_, at) => {
    const values = halved.map((raised) => raised[at]!);
    return Math.sqrt((kept / (rows - kept)) * varianceOf(Float64Array.from(values)));
  });
}

/** With n in the denominator. */
function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

