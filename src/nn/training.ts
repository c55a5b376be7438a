import { checkTraining } from './check-training.ts';
import { observe, type EarlyStoppingState } from './early-stopping.ts';
import type { TrainSession, TrainState } from './events.ts';
import type { Floats, Kernel, Parameters } from './kernels/kernel.ts';
import { createLearner, evaluationRows, type Learner } from './learner.ts';
import { monitored } from './monitors.ts';
import { createNetwork, initialWeights, type Network } from './network.ts';
import { createOptimizer, type Optimizer } from './optimizers/optimizer.ts';
import type { Generator } from './random.ts';
import { freshSchedule, type ScheduleState } from './schedules.ts';
import type { EarlyStoppingSpec, Metrics, TrainSpec } from './spec.ts';
import { createStreams, type Streams } from './streams.ts';
import { loadRows, loadTable, type RowSet, type TrainingTable } from './training-table.ts';

/** All that a training consists of, between two epochs. */
export interface Training {
  readonly spec: TrainSpec;
  readonly kernel: Kernel;
  readonly network: Network;
  readonly learner: Learner;
  readonly optimizer: Optimizer;
  readonly streams: Streams;
  /** the stream that draws the order of rows */
  readonly shuffling: Generator;
  readonly train: RowSet;
  readonly validation: RowSet | null;
  readonly test: RowSet | null;
  /** the training rows as the data lists them: each epoch's order is drawn from here */
  readonly trainOrder: Uint32Array;
  readonly stopping: EarlyStoppingSpec;
  readonly stoppingState: EarlyStoppingState;
  readonly scheduleState: ScheduleState;
  /** weights at the end of the last whole epoch */
  readonly whole: Parameters;
  readonly best: BestEpoch;
  epoch: number;
  step: number;
  /** of the last whole epoch */
  readonly metrics: Metrics;
}

export interface BestEpoch {
  /** null before the first one */
  epoch: number | null;
  readonly metrics: Metrics;
  readonly weights: Parameters;
}

export interface TrainOptions {
  kernel: Kernel;
  /** Goes on from the end of this epoch. Another optimizer's state, or an unknown stream's, begins anew. */
  start?: TrainState;
  /** in the public order; drawn from the seed by default */
  initialWeights?: ArrayLike<number>;
  /** asked before every step; true yields an `interrupted` event */
  interrupted?: () => boolean;
}

/** @throws NetworkError where spec, data, weights and state do not go together, with the field */
export function createTraining(spec: TrainSpec, data: TrainingTable, options: TrainOptions): Training {
  checkTraining(spec, data);
  const { kernel, start } = options;
  const streams = createStreams(spec.seed, start?.generators);
  const rows = Math.max(
    Math.min(spec.batchSize, data.train.length),
    Math.min(evaluationRows, Math.max(data.validation.length, data.test.length)),
  );
  const shape = { network: spec.network, loss: spec.loss, inputs: data.inputs, outputs: data.outputs };
  const network = createNetwork(kernel, shape, { rows, training: { generator: streams.of } });
  network.importWeights(start?.weights ?? options.initialWeights ?? initialWeights(network.shapes, spec.seed));
  const denseShapes = network.values.layers;
  const optimizer = createOptimizer(spec.optimizer, kernel, denseShapes);
  const table = loadTable(kernel, data);
  const training: Training = {
    spec, kernel, network, optimizer, streams,
    shuffling: streams.of('shuffle'),
    learner: createLearner(spec, { kernel, table, network, optimizer, rows }),
    train: loadRows(kernel, 'train', data.train, data)!,
    validation: loadRows(kernel, 'val', data.validation, data),
    test: loadRows(kernel, 'test', data.test, data),
    trainOrder: data.train,
    stopping: spec.earlyStopping ?? watchOnly(data),
    stoppingState: { best: null, wait: 0 },
    scheduleState: freshSchedule(),
    whole: kernel.parameters(denseShapes),
    best: { epoch: null, metrics: {}, weights: kernel.parameters(denseShapes) },
    epoch: 0,
    step: 0,
    metrics: {},
  };
  if (start) restore(training, start);
  kernel.copyParameters(network.values, training.whole);
  return training;
}

/** Closes an epoch: the weights become those to return to. True where it is the best one so far. */
export function closeEpoch(training: Training): boolean {
  const { kernel, network, stopping, stoppingState, metrics, best } = training;
  kernel.copyParameters(network.values, training.whole);
  training.epoch++;
  if (!observe(stoppingState, stopping, monitored(metrics, stopping.monitor))) return false;
  best.epoch = training.epoch;
  Object.assign(best.metrics, metrics);
  kernel.copyParameters(network.values, best.weights);
  return true;
}

/** What the receiver of an event may ask of a training that is held between two epochs. */
export function sessionOf(training: Training): TrainSession {
  const { network } = training;
  const { size } = network.values;
  return {
    parameters: size,
    exportWeights: <Into extends Floats = Float32Array>(into?: Into) => network.exportWeights(into ?? (new Float32Array(size) as Into)),
    exportState: () => exportState(training),
  };
}

/** Without early stopping the best epoch is still kept track of. */
const watchOnly = ({ validation }: TrainingTable): EarlyStoppingSpec => ({
  monitor: validation.length > 0 ? 'val_loss' : 'train_loss', patience: Infinity, minDelta: 0, count: 'consecutive', restoreBest: false,
});

/** In float32, and so exact on a kernel of that precision alone. */
function exportState(training: Training): TrainState {
  const { epoch, step, network, kernel, optimizer, streams, scheduleState, stoppingState, best } = training;
  const { size } = network.values;
  const flat = (block: Parameters): Float32Array => {
    const into = new Float32Array(size);
    kernel.exportParameters(block, into);
    return into;
  };
  return {
    epoch,
    step,
    weights: flat(training.whole),
    optimizer: optimizer.exportState(),
    generators: streams.states(),
    schedule: { ...scheduleState },
    earlyStopping: { wait: stoppingState.wait },
    best: best.epoch === null
      ? null
      : { epoch: best.epoch, value: stoppingState.best!, metrics: { ...best.metrics }, weights: flat(best.weights) },
  };
}

function restore(training: Training, start: TrainState): void {
  const { kernel, spec, optimizer, best, stopping, stoppingState } = training;
  training.epoch = start.epoch;
  training.step = start.step;
  if (start.optimizer.name === spec.optimizer.name) optimizer.importState(start.optimizer);
  Object.assign(training.scheduleState, start.schedule);
  stoppingState.wait = start.earlyStopping.wait;
  if (!start.best) return;
  best.epoch = start.best.epoch;
  Object.assign(best.metrics, start.best.metrics);
  kernel.importParameters(best.weights, start.best.weights);
  // Read anew from that epoch's metrics, for the case that another one is monitored from here on.
  stoppingState.best = start.best.metrics[stopping.monitor] ?? null;
}
