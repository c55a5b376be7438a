import { assertNever } from '../../nn/assert-never.ts';
import { AppError } from '../../contract/errors.ts';
import type { PointsDelta } from '../../contract/runs.ts';
import type { EpochBatch, TrainedState, TrainingEnd } from '../training/messages.ts';
import type { QueueEvent } from '../training/queue.ts';
import type { RunEnd, Store } from '../store/types.ts';
import type { Changes } from './changes.ts';
import type { EventBus } from './event-bus.ts';
import { standingOf } from './standing.ts';

/** Writes what the queue reports: everything that arrives within a moment in one transaction, then announced. */
export interface Recorder {
  hear(event: QueueEvent): void;
  /** From now on a training that is stopped has not been stopped by a person: it becomes `interrupted`. */
  beginClosing(): void;
  /** Writes at once what was heard. */
  flush(): void;
}

export interface RecorderSetting {
  store: Store;
  bus: EventBus;
  changes: Changes;
  log(detail: string): void;
}

/** Other processes write too: when they hold the file for too long, it is tried again. */
const retryMs = 500;
/** Between two transactions of epochs: many runs that train at once are written, and told to windows, together. */
const gatherMs = 50;

export function createRecorder({ store, bus, changes, log }: RecorderSetting): Recorder {
  let heard: QueueEvent[] = [];
  /** how to call off the writing that is to come; null where nothing has been heard */
  let callOff: (() => void) | null = null;
  let soon = false;
  let writtenAt = -Infinity;
  let closing = false;
  let toldSlow = false;
  /** what a run that fails has got to: its last whole epoch */
  const reached = new Map<string, { bestEpoch: number | null; trainSeconds: number }>();

  return {
    hear(event) {
      if (event.kind === 'started') tellSlow(event.slowBecause);
      heard.push(event);
      schedule(event.kind === 'epochs' ? writtenAt + gatherMs - performance.now() : 0);
    },
    beginClosing() {
      closing = true;
    },
    flush,
  };

  function schedule(waitMs: number): void {
    if (callOff !== null && (soon || waitMs > 0)) return;
    callOff?.();
    soon = waitMs <= 0;
    if (soon) {
      const immediate = setImmediate(flush);
      callOff = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(flush, waitMs);
      callOff = () => clearTimeout(timer);
    }
  }

  function flush(): void {
    callOff?.();
    callOff = null;
    writtenAt = performance.now();
    const events = heard;
    heard = [];
    if (events.length === 0) return;
    try {
      store.transaction(() => events.forEach(write));
    } catch (error) {
      if (error instanceof AppError && error.code === 'busy') {
        heard = [...events, ...heard];
        setTimeout(flush, retryMs).unref();
        return;
      }
      writeSingly(events, error);
    }
    // Points first: when a row says that its run has ended, all of its epochs have been told.
    const deltas = events.flatMap(deltaOf);
    if (deltas.length > 0) bus.emit('runs.points', { deltas });
    changes.publishOwn();
  }

  /** A person needs to hear it once, not with every run. */
  function tellSlow(slowBecause: string | null): void {
    if (slowBecause === null || toldSlow) return;
    toldSlow = true;
    bus.emit('notice', { level: 'warning', message: slowBecause });
  }

  /** One run that cannot be written (a full disk, a run that was removed for good) must not cost the others theirs. */
  function writeSingly(events: QueueEvent[], cause: unknown): void {
    log(`a batch of ${events.length} events: ${describe(cause)}`);
    for (const event of events) {
      try {
        store.transaction(() => write(event));
      } catch (error) {
        log(`${event.kind} of run ${event.runId}: ${describe(error)}`);
        bus.emit('notice', {
          level: 'error',
          message: `Part of a run could not be stored: ${error instanceof AppError ? error.message : 'see the log.'}`,
        });
      }
    }
  }

  function write(event: QueueEvent): void {
    const { runId } = event;
    switch (event.kind) {
      case 'started':
        return writeStart(event);
      case 'epochs':
        return writeEpochs(runId, event.batch);
      case 'paused':
      case 'queued':
        return store.runs.setStatus(runId, event.kind);
      case 'resumed':
        return store.runs.setStatus(runId, 'running');
      case 'dropped':
        return writeEnd(runId, { ...standingOf(store, runId), error: null, status: 'stopped', stopReason: 'stopped' });
      case 'ended':
        return writeTraining(runId, event.end);
      default:
        return assertNever(event);
    }
  }

  function writeStart({ runId, preparation, start, notes, slowBecause }: Extract<QueueEvent, { kind: 'started' }>): void {
    const goesOn = store.runs.row(runId).startedAt !== null;
    store.runs.start(runId, preparation);
    if (store.snapshots.epochs(runId).length === 0) store.snapshots.append(runId, [start], { bestEpoch: null });
    if (!goesOn) for (const note of notes) store.runs.addEvent(runId, 'note', note);
    if (slowBecause !== null) store.runs.addEvent(runId, 'slow', slowBecause);
  }

  function writeEpochs(runId: string, { snapshots, ...batch }: EpochBatch): void {
    store.points.append([{ runId, ...batch }]);
    store.snapshots.append(runId, snapshots, { bestEpoch: batch.bestEpoch });
    reached.set(runId, { bestEpoch: batch.bestEpoch, trainSeconds: batch.trainSeconds });
  }

  function writeTraining(runId: string, end: TrainingEnd): void {
    if (end.kind === 'failed') {
      const { bestEpoch, trainSeconds } = store.runs.row(runId);
      const soFar = { ...neverTrained, bestEpoch, trainSeconds, ...reached.get(runId) };
      return writeEnd(runId, closing ? { ...soFar, status: 'interrupted' } : { ...soFar, status: 'failed', error: end.message });
    }
    writeFinalMetrics(runId, end);
    if (end.keyframe) store.snapshots.append(runId, [end.keyframe], { bestEpoch: end.bestEpoch });
    const { weightsSha256, chain, bestEpoch, trainSeconds } = end;
    const trained = { weightsSha256, chain, bestEpoch, trainSeconds, error: null, stopReason: null };
    switch (end.kind) {
      case 'completed':
        return writeEnd(runId, { ...trained, status: 'completed', stopReason: end.stopReason });
      case 'stopped':
        return writeEnd(runId, closing ? { ...trained, status: 'interrupted' } : { ...trained, status: 'stopped', stopReason: 'stopped' });
      case 'diverged':
        return writeEnd(runId, { ...trained, status: 'diverged', error: end.message, weightsAtDivergence: end.weightsAtDivergence });
      default:
        return assertNever(end);
    }
  }

  function writeFinalMetrics(runId: string, end: TrainedState): void {
    const values = Object.fromEntries(Object.entries(end.finalMetrics).map(([name, value]) => [name, [value]]));
    if (Object.keys(values).length === 0) return;
    store.points.append([{ runId, epochs: [end.epochs], steps: [end.step], values, bestEpoch: end.bestEpoch, trainSeconds: end.trainSeconds }]);
  }

  function writeEnd(runId: string, end: RunEnd): void {
    store.runs.end(runId, end);
    store.leases.release(runId);
    reached.delete(runId);
  }
}

const neverTrained = { stopReason: null, error: null, weightsSha256: null, chain: null, bestEpoch: null, trainSeconds: 0 };

function deltaOf(event: QueueEvent): PointsDelta[] {
  if (event.kind !== 'epochs') return [];
  return [{ runId: event.runId, epochs: event.batch.epochs, values: event.batch.values }];
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
