import { exp, log } from '../../src/nn/elementary.ts';
import type { RunConfig } from '../../src/contract/run-config.ts';
import type { Generator } from '../../src/nn/random.ts';
import { chance } from './choose.ts';
import type { SourceTable } from './draw-config.ts';

/** Metrics at some epochs of a run, which may be all of them. */
export interface Curves {
  /** in order, the last one included */
  epochs: number[];
  /** metric → a value for each of these epochs */
  values: Record<string, number[]>;
  bestEpoch: number;
  /** of the final weights */
  test: Record<string, number>;
}

/** How a config learns, in the few numbers that the curves are made of. */
export interface Course {
  /** epochs after which two thirds are learned */
  pace: number;
  accuracy: number;
  loss: number;
  startLoss: number;
  startAccuracy: number;
  /** what the validation loss gains an epoch once all is learned */
  overfit: number;
  secondsPerEpoch: number;
  /** the epoch in which it diverges, null where it does not */
  diverges: number | null;
}

/** Good near the optimizer's usual rate, worse away from it; `random` stands for the seed of the run. */
export function drawCourse(random: Generator, config: RunConfig, table: SourceTable, parameters: number): Course {
  const { name, learningRate } = config.optimizer;
  const usual = name === 'sgd' || name === 'momentum' ? 0.05 : 0.002;
  const off = log(learningRate / usual) / log(10);
  const regularized = config.penalties.l2 > 0 || config.network.some(({ layer }) => layer === 'dropout');
  const reachable = 0.9 + (0.09 * ((table.rows * 7 + table.inputs * 13) % 100)) / 100;
  const skill = Math.max(0.05, 1 - 0.07 * off * off - (parameters < 200 ? 0.06 : 0) - (config.data.scale === 'none' ? 0.05 : 0) - 0.03 * random.float());
  const startAccuracy = 1 / table.classes;
  const accuracy = Math.min(1, startAccuracy + (reachable - startAccuracy) * skill + 0.01 * (random.float() - 0.5));
  return {
    pace: Math.min(400, Math.max(1.5, 7 * exp(-1.6 * Math.min(off, 0.8)))),
    accuracy,
    loss: Math.max(0.003, -1.05 * log(Math.max(0.05, accuracy)) + 0.02 * random.float()),
    startLoss: log(table.classes) * (1.1 + 0.6 * random.float()),
    startAccuracy,
    overfit: (regularized ? 0.00005 : 0.0006) * random.float() * Math.min(3, parameters / 1000),
    secondsPerEpoch: 1e-4 + (table.rows / config.batchSize) * (4e-6 + parameters * 4e-9) * (0.9 + 0.2 * random.float()),
    diverges: off > 1 && chance(random, 0.5) ? 1 + random.int(40) : null,
  };
}

/** The metrics of these epochs, with the scatter that measurements have. */
export function drawCurves(random: Generator, course: Course, config: RunConfig, epochs: number[], hasTest: boolean): Curves {
  const values: Record<string, number[]> = {};
  const add = (name: string, value: number) => void (values[name] ??= []).push(value);
  const scatter = (size: number) => 1 + size * (random.float() - 0.5);
  let bestEpoch = epochs[0] ?? 0;
  let least = Infinity;
  for (const epoch of epochs) {
    const left = exp(-epoch / course.pace);
    const ahead = course.overfit * Math.max(0, epoch - 5 * course.pace);
    const valLoss = (course.loss + (course.startLoss - course.loss) * left + ahead) * scatter(0.04);
    const valAccuracy = share((course.accuracy - (course.accuracy - course.startAccuracy) * left - ahead / 8) * scatter(0.012));
    add('train_loss', (course.loss * 0.6 + (course.startLoss - course.loss * 0.6) * left) * scatter(0.03) / (1 + ahead));
    add('train_accuracy', share(valAccuracy + 0.01 + ahead / 6));
    add('val_loss', valLoss);
    add('val_accuracy', valAccuracy);
    add('val_precision', share(valAccuracy * scatter(0.02)));
    add('val_recall', share(valAccuracy * scatter(0.02)));
    add('val_f1', share(valAccuracy * scatter(0.01)));
    add('val_roc_auc', share(1 - (1 - valAccuracy) / 3));
    add('learning_rate', rateAt(config, epoch));
    add('gradient_norm', (0.02 + 2 * left) * scatter(0.5));
    add('epoch_seconds', course.secondsPerEpoch * scatter(0.3));
    if (valLoss >= least) continue;
    least = valLoss;
    bestEpoch = epoch;
  }
  if (course.diverges !== null) explode(values, random.int(3));
  return { epochs, values, bestEpoch, test: hasTest ? { test_accuracy: share(course.accuracy * scatter(0.02)) } : {} };
}

const share = (value: number) => Math.min(1, Math.max(0, value));

/** The last epoch before the end of a run that diverges. */
function explode(values: Record<string, number[]>, how: number): void {
  const worst = [NaN, Infinity, 1e12][how]!;
  for (const name of ['train_loss', 'val_loss', 'gradient_norm']) if (values[name]?.length) values[name][values[name].length - 1] = worst;
}

function rateAt({ schedule, optimizer: { learningRate }, epochs }: RunConfig, epoch: number): number {
  switch (schedule.name) {
    case 'step': return learningRate * schedule.factor ** Math.floor(epoch / schedule.every);
    case 'exponential': return learningRate * schedule.factor ** epoch;
    // A parabola for the cosine: nobody trained by it.
    case 'cosine': return learningRate * (1 - (epoch / epochs) ** 2);
    default: return learningRate;
  }
}
