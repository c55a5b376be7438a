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

export function startRecord({ job: { runId }, prepared, notes, control, post }: RecordSetting): TrainingRecord {
  const log = createEpochLog();
  let watch = createStopwatch();
  let chain: Chain = startChain(new Uint8Array(0));
  let weightsLength = 0;
  let bestEpoch: number | null = null;
  let last: { snapshot: EpochSnapshot; state: TrainState } | null = null;
  let epochsEndedAt = 0;
  let postedAt = performance.now();
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
    post({ kind: 'started', runId, preparation, start, notes });
    watch = createStopwatch();
  }

  function recordEpoch({ epoch, step, metrics, best, session }: Extract<TrainEvent, { kind: 'epoch' }>): void {
    const weights = weightBytes(session.exportWeights(new Float32Array(weightsLength)));
    const snapshot: EpochSnapshot = {
      epoch, weights, weightsSha256: sha256(weights), link: chain.add(weights, metrics), state: null,
    };
    last = { snapshot, state: session.exportState() };
    if (best) bestEpoch = epoch;
    const trainSeconds = watch.seconds();
    log.add({ epoch, step, metrics, seconds: trainSeconds - epochsEndedAt, snapshot, bestEpoch, trainSeconds });
    epochsEndedAt = trainSeconds;
    postWhenDue();
  }

  function postWhenDue(): void {
    const now = performance.now();
    if (now - postedAt < postEveryMs) return;
    if (last && now - keyframeAt >= keyframeEveryMs) {
      last.snapshot.state = encodeKeyframe(last.state);
      keyframeAt = now;
    }
    flush();
  }

  function flush(): void {
    postedAt = performance.now();
    const batch = log.take();
    // The last weights stay here too: as the keyframe, should the run end before another epoch is whole.
    if (batch) post({ kind: 'epochs', runId, batch }, buffersOf(batch.snapshots.filter((s) => s !== last?.snapshot)));
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
      step: last?.state.step ?? 0,
      bestEpoch: outcome.best?.epoch ?? null,
      finalMetrics: testMetrics(outcome.metrics),
      weightsSha256: toHex(sha256(weightBytes(outcome.weights))),
      chain: toHex(chain.link),
      keyframe: last && { ...last.snapshot, state: encodeKeyframe(last.state) },
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

function testMetrics(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).filter(([name]) => name.startsWith('test_')));
}
