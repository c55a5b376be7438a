import { assertNever } from '../../nn/assert-never.ts';
import type { TrainCommand, TrainEvent, TrainOutcome, TrainSession, TrainState } from '../../nn/events.ts';
import type { Kernel } from '../../nn/kernels/kernel.ts';
import type { Metrics, TrainingData } from '../../nn/spec.ts';
import { sha256, toHex } from './chain.ts';
import type { Control } from './control.ts';
import { createEpochLog, type EpochLog } from './epoch-log.ts';
import { encodeKeyframe } from './keyframe.ts';
import type { EpochSnapshot, Prepared, RecordedEpochs, TrainedState, TrainingEnd, TrainingEvent, TrainingJob } from './messages.ts';
import type { PackedEpochs } from './packed-epochs.ts';
import type { PostMemory } from './post-memory.ts';
import { OtherOutcomeError, recordedLinks } from './recorded-links.ts';
import { createStopwatch } from './stopwatch.ts';
import { weightBytes } from './weight-bytes.ts';

export interface RecordSetting {
  job: TrainingJob;
  data: TrainingData;
  prepared: Omit<Prepared, 'parameters'>;
  notes: string[];
  kernel: Kernel;
  /** why the kernel is not the fast one; null where it is */
  slowBecause: string | null;
  control: Control;
  memory: PostMemory;
  post(event: Exclude<TrainingEvent, { kind: 'epochs' }> | PackedEpochs): void;
}

/** What one training leaves behind, epoch by epoch: metrics, weights, hashes and the state to go on from. */
export interface TrainingRecord {
  /** Records the event; while the training is paused this does not return. */
  answer(event: TrainEvent): TrainCommand;
  end(outcome: TrainOutcome): void;
  /** Posts the epochs that have not been posted. */
  flush(): void;
}

/** Posts this far apart keep curves live and cost next to nothing. */
const postEveryMs = 50;
/** How much training lies between two keyframes: it bounds what a crash costs, and how long any epoch takes to be had again. */
const keyframeEveryMs = 50;
/** How far back the state to go on from may lie when a run ends: taking it every epoch would cost small networks a third. */
const stateEveryMs = 25;
/** Of a large network's training, the share that taking and packing states may take. */
const stateShare = 0.02;

/** `start` is the state that the training goes on from; null from the beginning. */
export function startRecord({ job, prepared, notes, slowBecause, control, memory, post }: RecordSetting, start: TrainState | null): TrainingRecord {
  const { runId, spec, recorded } = job;
  const known = recordedLinks(start?.epoch ?? 0, recorded);
  const last = job.through ?? spec.epochs;
  const secondsBefore = recorded?.trainSeconds ?? 0;
  let log: EpochLog = createEpochLog(0, new Uint8Array(0), memory);
  let watch = createStopwatch();
  let bestEpoch = start?.best?.epoch ?? null;
  let steps = start?.step ?? 0;
  let epochsEndedAt = 0;
  let postedAt = performance.now();
  /** the latest state that was taken, and when */
  let keyframe: Keyframe | null = null;
  let stateAt = postedAt;
  let keyframeAt = postedAt;
  /** milliseconds that taking and packing it take: the least so far, since a thread may have been held up meanwhile */
  let takeCost = Infinity;
  let packCost = Infinity;
  const stateCost = () => (takeCost < Infinity ? takeCost : 0) + (packCost < Infinity ? packCost : 0);

  return {
    answer(event) {
      switch (event.kind) {
        case 'started':
          recordStart(event);
          return event.epoch === job.through ? 'stop' : 'continue';
        case 'epoch':
          recordEpoch(event);
          return event.epoch === job.through ? 'stop' : 'continue';
        case 'interrupted':
          return settle();
        default:
          return assertNever(event);
      }
    },
    end(outcome) {
      flush();
      post({ kind: 'ended', runId, end: endOf(outcome) });
    },
    flush,
  };

  function recordStart({ epoch, session }: Extract<TrainEvent, { kind: 'started' }>): void {
    const weights = weightBytes(session.exportWeights());
    const weightsSha256 = sha256(weights);
    const link = job.start?.link ?? weightsSha256;
    log = createEpochLog(session.parameters, link, memory);
    if (epoch === job.through) takeState(epoch, session);
    const preparation = { ...prepared, parameters: session.parameters };
    post({ kind: 'started', runId, preparation, start: { epoch, weights, weightsSha256, link, state: null }, notes, slowBecause });
    watch = createStopwatch();
  }

  function recordEpoch({ epoch, step, metrics, best, session }: Extract<TrainEvent, { kind: 'epoch' }>): void {
    log.write(session, metrics);
    if (best) bestEpoch = epoch;
    steps = step;
    const ends = epoch === last || control.raised();
    if (epoch <= known.through && known.covers(epoch, log.link)) {
      if (ends) takeState(epoch, session);
      // What was trained before was counted then.
      watch = createStopwatch();
      return;
    }
    const seconds = watch.seconds();
    log.keep({ epoch, step, seconds: seconds - epochsEndedAt, bestEpoch, trainSeconds: secondsBefore + seconds });
    epochsEndedAt = seconds;
    const now = performance.now();
    if (ends || (job.through === undefined && now - stateAt >= Math.max(stateEveryMs, stateCost() / stateShare))) takeState(epoch, session);
    if (log.full || now - postedAt >= postEveryMs) {
      flush();
      watch.hold(control.keepPace);
    }
  }

  function takeState(epoch: number, session: TrainSession): void {
    stateAt = performance.now();
    keyframe = { epoch, link: log.link, state: session.exportState() };
    takeCost = Math.min(takeCost, performance.now() - stateAt);
  }

  function flush(): void {
    postedAt = performance.now();
    const taken = log.take();
    if (!taken) return;
    post({ ...taken, runId, keyframe: keyframeFrom(taken.first) });
    memory.lend(taken.bytes, control.posted());
  }

  /** The latest state, where it is one of the epochs from `first` on, and enough was trained since the one before. */
  function keyframeFrom(first: number): PackedEpochs['keyframe'] {
    if (keyframe === null || keyframe.epoch < first || postedAt - keyframeAt < Math.max(keyframeEveryMs, stateCost() / stateShare)) return null;
    const state = encodeKeyframe(keyframe.state);
    keyframeAt = postedAt;
    packCost = Math.min(packCost, performance.now() - postedAt);
    return { epoch: keyframe.epoch, state };
  }

  function settle(): TrainCommand {
    flush();
    const asked = watch.hold(() => control.settle(() => post({ kind: 'paused', runId })));
    if (asked === 'stop') return 'stop';
    post({ kind: 'resumed', runId });
    return 'continue';
  }

  function endOf(outcome: TrainOutcome): TrainingEnd {
    if (recorded && outcome.epochs < known.through) return endOfRecorded(recorded, outcome);
    const trained: TrainedState = {
      epochs: outcome.epochs,
      step: steps,
      bestEpoch: outcome.best?.epoch ?? null,
      finalMetrics: testMetrics(outcome.metrics),
      weightsSha256: toHex(sha256(weightBytes(outcome.weights))),
      chain: toHex(log.link),
      keyframe: keyframe && snapshotOf(keyframe),
      trainSeconds: secondsBefore + watch.seconds(),
    };
    switch (outcome.kind) {
      case 'completed':
        return { kind: 'completed', stopReason: outcome.stopReason, ...trained };
      case 'stopped':
        return { kind: 'stopped', ...trained };
      case 'diverged':
        return {
          kind: 'diverged', message: outcome.message, weightsAtDivergence: weightBytes(outcome.weightsAtDivergence), ...trained,
        };
      default:
        return assertNever(outcome);
    }
  }

  /** It ended while it still made up for what is recorded, which stands if nobody but a person has ended it. */
  function endOfRecorded({ links, weightsSha256, trainSeconds, bestEpoch: best }: RecordedEpochs, outcome: TrainOutcome): TrainingEnd {
    if (outcome.kind !== 'stopped') throw new OtherOutcomeError(outcome.epochs + 1);
    return {
      kind: 'stopped', epochs: known.through, step: steps, bestEpoch: best, finalMetrics: {}, weightsSha256, chain: toHex(links.subarray(-32)),
      keyframe: keyframe && snapshotOf(keyframe), trainSeconds,
    };
  }
}

/** A state with the link of its epoch. */
interface Keyframe {
  epoch: number;
  link: Uint8Array;
  state: TrainState;
}

function snapshotOf({ epoch, link, state }: Keyframe): EpochSnapshot {
  const weights = weightBytes(state.weights);
  return { epoch, weights, weightsSha256: sha256(weights), link, state: encodeKeyframe(state) };
}

function testMetrics(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).filter(([name]) => name.startsWith('test_')));
}
