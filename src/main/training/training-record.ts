import { assertNever } from '../../nn/assert-never.ts';
import type { TrainCommand, TrainEvent, TrainOutcome, TrainSession, TrainState } from '../../nn/events.ts';
import type { Kernel } from '../../nn/kernels/kernel.ts';
import type { Metrics, TrainingData } from '../../nn/spec.ts';
import { sha256, startChain, toHex, type Chain } from './chain.ts';
import type { Control } from './control.ts';
import { buffersOf, createEpochLog } from './epoch-log.ts';
import { encodeKeyframe } from './keyframe.ts';
import type { EpochSnapshot, Prepared, TrainedState, TrainingEnd, TrainingEvent, TrainingJob } from './messages.ts';
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
  /** hands the listed buffers over */
  post(event: TrainingEvent, transfer?: ArrayBuffer[]): void;
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
/** How much training a crash can cost, beyond the epoch under way. */
const keyframeEveryMs = 5000;
/** How far back the state to go on from may lie when a run ends: taking it every epoch would cost small networks a third. */
const stateEveryMs = 25;

export function startRecord({ job: { runId, spec }, prepared, notes, slowBecause, control, post }: RecordSetting): TrainingRecord {
  const log = createEpochLog();
  let watch = createStopwatch();
  let chain: Chain = startChain(new Uint8Array(0));
  let weightsLength = 0;
  let bestEpoch: number | null = null;
  let steps = 0;
  let epochsEndedAt = 0;
  let postedAt = performance.now();
  /** the latest state that was taken, and when */
  let keyframe: Keyframe | null = null;
  let stateAt = postedAt;
  let keyframeAt = postedAt;

  return {
    answer(event) {
      switch (event.kind) {
        case 'started':
          recordStart(event.session);
          return 'continue';
        case 'epoch':
          recordEpoch(event);
          return 'continue';
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

  function recordStart(session: TrainSession): void {
    const weights = weightBytes(session.exportWeights());
    weightsLength = weights.length / 4;
    chain = startChain(weights);
    const start = { epoch: 0, weights, weightsSha256: chain.link, link: chain.link, state: null };
    const preparation = { ...prepared, parameters: session.parameters };
    post({ kind: 'started', runId, preparation, start, notes, slowBecause });
    watch = createStopwatch();
  }

  function recordEpoch({ epoch, step, metrics, best, session }: Extract<TrainEvent, { kind: 'epoch' }>): void {
    const weights = weightBytes(session.exportWeights(new Float32Array(weightsLength)));
    const snapshot: EpochSnapshot = {
      epoch, weights, weightsSha256: sha256(weights), link: chain.add(weights, metrics), state: null,
    };
    if (best) bestEpoch = epoch;
    steps = step;
    const trainSeconds = watch.seconds();
    log.add({ epoch, step, metrics, seconds: trainSeconds - epochsEndedAt, snapshot, bestEpoch, trainSeconds });
    epochsEndedAt = trainSeconds;
    const now = performance.now();
    if (now - stateAt >= stateEveryMs || epoch === spec.epochs || control.raised()) takeState(snapshot, session.exportState(), now);
    if (now - postedAt >= postEveryMs) flush();
  }

  function takeState({ weights: _, ...snapshot }: EpochSnapshot, state: TrainState, now: number): void {
    keyframe = { ...snapshot, state };
    stateAt = now;
  }

  function flush(): void {
    postedAt = performance.now();
    const batch = log.take();
    if (!batch) return;
    const latest = batch.snapshots.find(({ epoch }) => epoch === keyframe?.epoch);
    if (latest && keyframe && postedAt - keyframeAt >= keyframeEveryMs) {
      latest.state = encodeKeyframe(keyframe.state);
      keyframeAt = postedAt;
    }
    post({ kind: 'epochs', runId, batch }, buffersOf(batch.snapshots));
  }

  function settle(): TrainCommand {
    flush();
    const asked = watch.hold(() => control.settle(() => post({ kind: 'paused', runId })));
    if (asked === 'stop') return 'stop';
    post({ kind: 'resumed', runId });
    return 'continue';
  }

  function endOf(outcome: TrainOutcome): TrainingEnd {
    const trained: TrainedState = {
      epochs: outcome.epochs,
      step: steps,
      bestEpoch: outcome.best?.epoch ?? null,
      finalMetrics: testMetrics(outcome.metrics),
      weightsSha256: toHex(sha256(weightBytes(outcome.weights))),
      chain: toHex(chain.link),
      keyframe: keyframe && snapshotOf(keyframe),
      trainSeconds: watch.seconds(),
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
}

/** A state with the hashes of its epoch: its weights are in it. */
type Keyframe = Omit<EpochSnapshot, 'weights' | 'state'> & { state: TrainState };

function snapshotOf({ state, ...hashes }: Keyframe): EpochSnapshot {
  return { ...hashes, weights: weightBytes(state.weights), state: encodeKeyframe(state) };
}

function testMetrics(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).filter(([name]) => name.startsWith('test_')));
}
