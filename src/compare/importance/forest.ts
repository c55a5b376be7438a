import { createGenerator, shuffle } from '../../nn/random.ts';
import type { Binned } from './bins.ts';
import { growTree, predict, type Tree } from './tree.ts';

export interface ForestInput {
  features: readonly Binned[];
  /** a value a row */
  target: Float64Array;
  /** the rows that it may see, each once */
  rows: Int32Array;
  trees: number;
  seed: number;
  /** names the stream of chance, so that no two forests share one */
  purpose: string;
}

export interface ForestReport {
  /** a feature: by how much permuting it raises the mean squared error of rows that a tree has not seen */
  raised: Float64Array;
  /** mean squared error of the whole forest on such rows; NaN where there are none */
  error: number;
}

/**
 * A random forest (Breiman, "Random forests", Machine Learning 45, 2001) and what it says by permutation: each tree grows on
 * a bootstrap sample; of the rows left out of it the error is taken as they are and with one feature's values among them
 * permuted. Trees are told one by one and not kept.
 */
export function* growForest({ features, target, rows, trees, seed, purpose }: ForestInput): Generator<void, ForestReport> {
  const generator = createGenerator(seed, purpose);
  const tried = Math.min(features.length, Math.max(2, Math.ceil(features.length / 3)));
  const raised = new Float64Array(features.length);
  const [sums, counts] = [new Float64Array(target.length), new Int32Array(target.length)];
  for (let i = 0; i < trees; i++) {
    const drawn = Int32Array.from(rows, () => rows[generator.int(rows.length)]!);
    const seen = new Set(drawn);
    const unseen = Uint32Array.from(rows.filter((row) => !seen.has(row)));
    const tree = growTree({ features, target, rows: drawn, tried, generator });
    const error = squaredError(tree, features, target, unseen, (row, said) => {
      sums[row]! += said;
      counts[row]!++;
    });
    for (const feature of new Set(tree.feature.filter((one) => one >= 0))) {
      const permuted = unseen.slice();
      shuffle(permuted, generator);
      raised[feature]! += (permutedError(tree, features, target, unseen, feature, permuted) - error) / trees;
    }
    yield;
  }
  return { raised, error: forestError(target, sums, counts) };
}

function squaredError(tree: Tree, features: readonly Binned[], target: Float64Array, rows: Uint32Array, heard: (row: number, said: number) => void): number {
  let sum = 0;
  for (const row of rows) {
    const said = predict(tree, features, row);
    heard(row, said);
    sum += (said - target[row]!) ** 2;
  }
  return rows.length === 0 ? 0 : sum / rows.length;
}

function permutedError(tree: Tree, features: readonly Binned[], target: Float64Array, rows: Uint32Array, feature: number, permuted: Uint32Array): number {
  let sum = 0;
  for (let at = 0; at < rows.length; at++) sum += (predict(tree, features, rows[at]!, feature, permuted[at]) - target[rows[at]!]!) ** 2;
  return rows.length === 0 ? 0 : sum / rows.length;
}

function forestError(target: Float64Array, sums: Float64Array, counts: Int32Array): number {
  let [sum, n] = [0, 0];
  for (let row = 0; row < target.length; row++) {
    if (counts[row] === 0) continue;
    sum += (sums[row]! / counts[row]! - target[row]!) ** 2;
    n++;
  }
  return n === 0 ? Number.NaN : sum / n;
}
