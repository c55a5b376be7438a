import { builtIns } from '../../src/data/built-ins.ts';
import type { TrainingEnd, TrainingJob } from '../../src/main/training/messages.ts';
import type { TrainingTask } from '../../src/main/training/pool.ts';
import { createQueue, type QueueEvent, type TrainingQueue } from '../../src/main/training/queue.ts';
import type { TrainSpec } from '../../src/nn/spec.ts';
import { createTrainingWorker } from './training-worker.ts';

/** Seconds of training for any machine, in steps of well under a millisecond. */
export const endless = { epochs: 1_000_000 };
/** One epoch of this has 400 steps. */
export const singleRows = { batchSize: 1 };

export function trainSpec(changes: Partial<TrainSpec> = {}): TrainSpec {
  return {
    network: [
      { layer: 'dense', units: 4, init: 'heNormal' }, { layer: 'relu' }, { layer: 'dense', init: 'heNormal' }, { layer: 'softmax' },
    ],
    loss: 'crossEntropy', penalties: { l1: 0, l2: 0 },
    optimizer: { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    schedule: { name: 'constant', warmup: 0 },
    clipNorm: null, epochs: 3, batchSize: 32, shuffle: true, seed: 1, earlyStopping: null,
    ...changes,
  };
}

/** A training on the 400 rows of the built-in table `xor`, or of another one. */
export function trainingTask(
  runId: string, spec: Partial<TrainSpec> = {}, { tableKey = 'xor', loadTable = xor, ...job }: Partial<TrainingJob & TrainingTask> = {},
): Omit<TrainingTask, 'listen'> {
  return {
    job: {
      runId, tableKey, initialWeights: null, spec: trainSpec(spec),
      data: {
        target: 'class', features: 'all', missing: 'mean', scale: 'standard',
        split: { validation: 0.2, test: 0, stratify: true, seed: 1 },
      },
      ...job,
    },
    loadTable,
  };
}

export const xor = () => builtIns.find(({ name }) => name === 'xor')!.load();

export interface ObservedQueue extends TrainingQueue {
  readonly events: QueueEvent[];
  /** The first event that fits, from the past or the future. */
  event<K extends QueueEvent['kind']>(runId: string, kind: K): Promise<Extract<QueueEvent, { kind: K }>>;
  end(runId: string): Promise<TrainingEnd>;
  of<K extends QueueEvent['kind']>(runId: string, kind: K): Extract<QueueEvent, { kind: K }>[];
  /** epochs that were reported, in the order of their reports */
  epochs(runId: string): number[];
}

/** `records: false`: nothing that it reports is ever said to be recorded. */
export function observedQueue({ places = 1, threads = 1, createWorker = createTrainingWorker, records = true } = {}): ObservedQueue {
  const events: QueueEvent[] = [];
  const waiting = new Set<() => void>();
  const queue: TrainingQueue = createQueue({
    createWorker, places, threads,
    onEvent(event) {
      events.push(event.kind === 'epochs' ? withOwnMemory(event) : event);
      if (records && event.kind === 'epochs') queue.recorded(event.runId);
      for (const look of waiting) look();
    },
  });
  const of = <K extends QueueEvent['kind']>(runId: string, kind: K) =>
    events.filter((event): event is Extract<QueueEvent, { kind: K }> => event.runId === runId && event.kind === kind);
  const event: ObservedQueue['event'] = (runId, kind) => new Promise((resolve) => {
    const look = () => {
      const [found] = of(runId, kind);
      if (!found) return;
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
  });
  return {
    ...queue, events, of, event,
    end: async (runId) => (await event(runId, 'ended')).end,
    epochs: (runId) => of(runId, 'epochs').flatMap(({ batch }) => batch.epochs),
  };
}

/** What is recorded is written over by what comes after it. */
function withOwnMemory<E extends Extract<QueueEvent, { kind: 'epochs' }>>(event: E): E {
  const snapshots = event.batch.snapshots.map((one) => ({ ...one, weights: one.weights.slice(), link: one.link.slice() }));
  return { ...event, batch: { ...event.batch, snapshots } };
}

export function trained(end: TrainingEnd): Exclude<TrainingEnd, { kind: 'failed' }> {
  if (end.kind === 'failed') throw new Error(end.message);
  return end;
}
