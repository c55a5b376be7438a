import { describeDivergence, type Divergence } from './divergence.ts';
import { exhausted } from './early-stopping.ts';
import type { TrainCommand, TrainEvent, TrainOutcome } from './events.ts';
import type { Parameters } from './kernels/kernel.ts';
import { monitored } from './monitors.ts';
import { shuffle } from './random.ts';
import { observePlateau, rateAt } from './schedules.ts';
import type { TrainSpec } from './spec.ts';
import { closeEpoch, createTraining, sessionOf, type Training, type TrainOptions } from './training.ts';
import type { TrainingTable } from './training-table.ts';

export type { TrainOptions } from './training.ts';

/**
 * Trains, and yields what happens: `started`, then an `epoch` for each whole one, and `interrupted` where asked to hold
 * between two steps. Every event is answered with a command. A stop, like a divergence, discards the epoch under way.
 * @throws NetworkError before the first event, where spec, data, weights and state do not go together
 */
export function* train(spec: TrainSpec, data: TrainingTable, options: TrainOptions): Generator<TrainEvent, TrainOutcome, TrainCommand> {
  const training = createTraining(spec, data, options);
  const session = sessionOf(training);
  const interrupted = options.interrupted ?? (() => false);
  const event = { kind: 'epoch' as const, epoch: 0, step: 0, metrics: training.metrics, best: false, session };

  if ((yield { kind: 'started', epoch: training.epoch, session }) === 'stop') return stopped(training);
  for (;;) {
    if (exhausted(training.stoppingState, training.stopping)) return completed(training, 'earlyStopping');
    if (training.epoch >= spec.epochs) return completed(training, 'epochs');
    const end = yield* runEpoch(training, interrupted);
    if (end === 'stop') return stopped(training);
    if (end) return diverged(training, end);
    event.best = closeEpoch(training);
    event.epoch = training.epoch;
    event.step = training.step;
    if ((yield event) === 'stop') return stopped(training);
  }
}

/** Null where the epoch became whole; its metrics are then in `training.metrics`. */
function* runEpoch(training: Training, interrupted: () => boolean): Generator<TrainEvent, 'stop' | Divergence | null, TrainCommand> {
  const { spec, learner, train: set, validation, shuffling, metrics, scheduleState } = training;
  const rate = rateAt(spec.schedule, scheduleState, spec.optimizer.learningRate, training.epoch + 1, spec.epochs);
  set.rows.data.set(training.trainOrder);
  if (spec.shuffle) shuffle(set.rows.data, shuffling);
  set.tally.reset();
  let norms = 0;
  let steps = 0;
  for (let from = 0; from < set.count; from += spec.batchSize) {
    if (interrupted() && (yield { kind: 'interrupted', epoch: training.epoch, step: training.step }) === 'stop') return 'stop';
    const divergence = learner.step(set, from, Math.min(spec.batchSize, set.count - from), rate);
    training.step++;
    steps++;
    if (divergence) return divergence;
    norms += learner.gradientNorm;
  }
  set.tally.report(metrics);
  if (validation) {
    learner.measure(validation);
    validation.tally.report(metrics);
  }
  metrics['learning_rate'] = rate;
  metrics['gradient_norm'] = norms / steps;
  if (spec.schedule.name === 'plateau') observePlateau(spec.schedule, scheduleState, monitored(metrics, spec.schedule.monitor));
  return null;
}

function completed(training: Training, stopReason: 'epochs' | 'earlyStopping'): TrainOutcome {
  const { best, stopping, whole } = training;
  const restored = stopping.restoreBest && best.epoch !== null;
  return { kind: 'completed', stopReason, ...ending(training, restored ? best.weights : whole, restored ? best.epoch! : training.epoch) };
}

const stopped = (training: Training): TrainOutcome => ({
  kind: 'stopped', stopReason: 'stopped', ...ending(training, training.whole, training.epoch),
});

function diverged(training: Training, divergence: Divergence): TrainOutcome {
  const { network, step, epoch } = training;
  const weightsAtDivergence = network.exportWeights(new Float32Array(network.values.size));
  const message = describeDivergence(divergence, network, step, epoch + 1);
  return { kind: 'diverged', step, ...divergence, message, weightsAtDivergence, ...ending(training, training.whole, epoch) };
}

/** Puts the final weights in place and measures them on the test rows, if any epoch was finished. */
function ending(training: Training, weights: Parameters, weightsEpoch: number) {
  const { kernel, network, learner, test, epoch, best } = training;
  kernel.copyParameters(weights, network.values);
  const metrics = { ...training.metrics };
  if (test && epoch > 0) {
    learner.measure(test);
    test.tally.report(metrics);
  }
  return {
    epochs: epoch,
    best: best.epoch === null ? null : { epoch: best.epoch, metrics: best.metrics },
    metrics,
    weights: network.exportWeights(new Float32Array(network.values.size)),
    weightsEpoch,
  };
}
