import { divergedLoss, divergedUpdate, type Divergence } from './divergence.ts';
import type { Indices, Kernel } from './kernels/kernel.ts';
import { createLoss } from './losses/loss.ts';
import type { Network } from './network.ts';
import type { Optimizer } from './optimizers/optimizer.ts';
import type { TrainSpec } from './spec.ts';
import type { LoadedTable, RowSet } from './training-table.ts';

/** Passes over batches of a loaded table: to learn from them, or to be measured on them. */
export interface Learner {
  /**
   * One update from `count` rows of the list; their metrics go to the set's tally. Null, or where the numbers left
   * their range: with a loss that is not finite the weights are those before the step.
   */
  step(set: RowSet, from: number, count: number, rate: number): Divergence | null;
  /** L2 norm of the last step's gradient, penalties included, before clipping */
  gradientNorm: number;
  /** Measures all rows of the set. */
  measure(set: RowSet): void;
}

/** Batch of a pass that does not learn. Its size is part of the arithmetic: losses are summed batch by batch. */
export const evaluationRows = 256;

export interface LearnerParts {
  kernel: Kernel;
  table: LoadedTable;
  network: Network;
  optimizer: Optimizer;
  /** most rows in one pass */
  rows: number;
}

export function createLearner(spec: TrainSpec, { kernel, table, network, optimizer, rows }: LearnerParts): Learner {
  const x = kernel.matrix(rows, table.x.columns);
  const y = kernel.matrix(rows, table.y.columns);
  const loss = createLoss(spec.loss, kernel, rows, network.shapes.at(-1)!.units);
  const { values } = network;
  const gradient = network.gradient!;
  const { l1, l2 } = spec.penalties;
  const { clipNorm } = spec;

  const gather = (list: Indices, from: number, count: number): void => {
    kernel.gather(table.x, list, from, count, x);
    kernel.gather(table.y, list, from, count, y);
  };

  const learner: Learner = {
    gradientNorm: 0,
    step(set, from, count, rate) {
      gather(set.rows, from, count);
      const outcome = loss.learn(network.forward(x, count, 'training'), y, count);
      set.tally.add(outcome, y, count);
      if (!Number.isFinite(outcome.sum)) return divergedLoss(network, count);
      network.backward(loss.dz, count);
      if (l1 > 0 || l2 > 0) kernel.addPenalties(values, gradient, l1, l2);
      kernel.norm(gradient);
      const norm = kernel.result[0]!;
      learner.gradientNorm = norm;
      if (clipNorm !== null && norm > clipNorm) kernel.scale(gradient, clipNorm / norm);
      optimizer.update(values, gradient, rate);
      return divergedUpdate(kernel, network);
    },
    measure(set) {
      set.tally.reset();
      for (let from = 0; from < set.count; from += evaluationRows) {
        const count = Math.min(evaluationRows, set.count - from);
        gather(set.rows, from, count);
        set.tally.add(loss.evaluate(network.forward(x, count, 'inference'), y, count), y, count);
      }
    },
  };
  return learner;
}
