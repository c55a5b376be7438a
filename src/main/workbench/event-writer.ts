import { assertNever } from '../../nn/assert-never.ts';
import type { RunEnd } from '../store/types/runs.ts';
import type { Store } from '../store/types/store.ts';
import type { EpochBatch, TrainedState, TrainingEnd } from '../training/messages.ts';
import type { QueueEvent } from '../training/queue.ts';
import { standingOf } from './standing.ts';

/** What an event of the queue becomes in the store. Each is a part of the transaction that is open. */
export interface EventWriter {
  write(event: QueueEvent): void;
  /** From now on a training that is stopped has not been stopped by a person: it becomes `interrupted`. */
  beginClosing(): void;
}

export function createEventWriter(store: Store): EventWriter {
  let closing = false;
  /** what a run that fails has got to: its last whole epoch */
  const reached = new Map<string, { bestEpoch: number | null; trainSeconds: number }>();

  return {
    write,
    beginClosing() {
      closing = true;
    },
  };

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
    const goesOn = store.runs.start(runId, preparation);
    if (store.snapshots.epochs(runId).length === 0) store.snapshots.append(runId, [start], { bestEpoch: null });
    // What could be told before the start has been.
    if (!goesOn) for (const note of notes) store.runs.addNote(runId, note);
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
