import { AppError } from '../../contract/errors.ts';
import type { PointsDelta } from '../../contract/runs.ts';
import type { QueueEvent } from '../training/queue.ts';
import type { Store } from '../store/types/store.ts';
import type { Changes } from './changes.ts';
import type { EventBus } from './event-bus.ts';
import { createEventWriter } from './event-writer.ts';
import { canJoin, giveState, join } from './join-epochs.ts';

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
  /** Something long is being written: what was heard waits. */
  held?(): boolean;
  /** Hears of every batch of epochs that it has been dealt with. */
  recorded?(runId: string): void;
}

/** Other processes write too: when they hold the file for too long, it is tried again. */
const retryMs = 500;
/** Between two transactions of trainings that go their way: runs that train at once are written, and told to windows, together. */
const gatherMs = 50;
/** A beginning waits for what follows: the smallest runs have ended by then, and are written as a whole. */
const beginningMs = 20;
/** Where a run ends and no other goes on, nothing is to be waited for, unless the next one of a queue begins at once. */
const lastEndMs = 4;
/** What has come in is written in transactions of about this long, and calls of windows are answered in between. */
const writeAtMostMs = 20;

export function createRecorder({ store, bus, changes, log, held = () => false, recorded = () => {} }: RecorderSetting): Recorder {
  const writer = createEventWriter(store);
  const heard: QueueEvent[] = [];
  /** epochs that have not been written, by run: what follows them joins them */
  const joinable = new Map<string, HeardEpochs>();
  /** how many batches have joined the first */
  const joined = new WeakMap<HeardEpochs, number>();
  /** how to call off the writing that is to come; null where nothing has been heard */
  let callOff: (() => void) | null = null;
  let dueAt = Infinity;
  let writtenAt = -Infinity;
  let toldSlow = false;
  /** those that train */
  const going = new Set<string>();
  /** the writing to come was brought forward because none trained any more */
  let hurried = false;

  return {
    hear(event) {
      if (event.kind === 'started') tellSlow(event.slowBecause);
      keep(event);
      noteGoing(event);
      if (hurried && going.size > 0) postpone();
      schedule(waitFor(event));
      hurried ||= event.kind === 'ended' && going.size === 0;
    },
    beginClosing: writer.beginClosing,
    flush,
  };

  /** A run's epochs that wait together are written together, which takes a fraction of what each batch alone would. */
  function keep(event: QueueEvent): void {
    const before = joinable.get(event.runId);
    if (event.kind === 'epochs' && before && canJoin(before.batch, event.batch)) {
      join(before.batch, event.batch);
      joined.set(before, 1 + (joined.get(before) ?? 0));
      return;
    }
    if (event.kind === 'epochs') joinable.set(event.runId, event);
    else joinable.delete(event.runId);
    if (event.kind === 'ended' && before) giveState(before.batch, event.end);
    heard.push(event);
  }

  function noteGoing({ kind, runId }: QueueEvent): void {
    if (kind === 'started' || kind === 'resumed') going.add(runId);
    else if (kind === 'ended' || kind === 'paused') going.delete(runId);
  }

  /** What was heard is written with what is heard next. */
  function postpone(): void {
    callOff?.();
    callOff = null;
    hurried = false;
  }

  /** Milliseconds. What a person has asked for is shown at once. */
  function waitFor({ kind }: QueueEvent): number {
    const sinceWritten = performance.now() - writtenAt;
    if (kind === 'started') return Math.max(gatherMs - sinceWritten, beginningMs);
    if (kind === 'ended' && going.size === 0) return lastEndMs;
    return kind === 'epochs' || kind === 'ended' ? Math.max(gatherMs - sinceWritten, 0) : 0;
  }

  /** The earliest time that was asked for counts. */
  function schedule(waitMs: number): void {
    const at = performance.now() + waitMs;
    if (callOff !== null && dueAt <= at) return;
    callOff?.();
    dueAt = at;
    if (waitMs === 0) {
      const immediate = setImmediate(writeSome);
      callOff = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(writeSome, waitMs);
      callOff = () => clearTimeout(timer);
    }
  }

  function flush(): void {
    while (heard.length > 0 && writeSome(Infinity)) continue;
  }

  /** False where it has to wait for another process. */
  function writeSome(mostMs = writeAtMostMs): boolean {
    postpone();
    if (held()) {
      schedule(gatherMs);
      return false;
    }
    const written = takeTurn(mostMs);
    if (written === null) {
      setTimeout(writeSome, retryMs).unref();
      return false;
    }
    writtenAt = performance.now();
    if (heard.length > 0) schedule(0);
    // Points first: when a row says that its run has ended, all of its epochs have been told.
    const deltas = written.flatMap(deltaOf);
    if (deltas.length > 0) bus.emit('runs.points', { deltas });
    if (written.length > 0) changes.publishOwn();
    return true;
  }

  /** What was written of what was heard; null where another process holds the file. */
  function takeTurn(mostMs: number): QueueEvent[] | null {
    const from = performance.now();
    let count = 0;
    try {
      store.transaction(() => {
        count = 0;
        while (count < heard.length && (count === 0 || performance.now() - from < mostMs)) writer.write(heard[count++]!);
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'busy') return null;
      count = writeSingly(heard.slice(0, count), error);
      if (count === 0) return null;
    }
    const written = heard.splice(0, count);
    for (const event of written) {
      if (event.kind !== 'epochs') continue;
      if (joinable.get(event.runId) === event) joinable.delete(event.runId);
      // Once for each batch that came: the training counts them, and waits for those that are missing.
      for (let batches = 1 + (joined.get(event) ?? 0); batches > 0; batches--) recorded(event.runId);
    }
    return written;
  }

  /** A person needs to hear it once, not with every run. */
  function tellSlow(slowBecause: string | null): void {
    if (slowBecause === null || toldSlow) return;
    toldSlow = true;
    bus.emit('notice', { level: 'warning', message: slowBecause });
  }

  /**
   * One run that cannot be written (a full disk, a run that was removed for good) must not cost the others theirs. Returns
   * how many have been dealt with: where another process holds the file, the rest is tried again.
   */
  function writeSingly(events: QueueEvent[], cause: unknown): number {
    log(`a batch of ${events.length} events: ${describe(cause)}`);
    for (const [at, event] of events.entries()) {
      try {
        store.transaction(() => writer.write(event));
      } catch (error) {
        if (error instanceof AppError && error.code === 'busy') return at;
        log(`${event.kind} of run ${event.runId}: ${describe(error)}`);
        bus.emit('notice', {
          level: 'error',
          message: `Part of a run could not be stored: ${error instanceof AppError ? error.message : 'see the log.'}`,
        });
      }
    }
    return events.length;
  }
}

type HeardEpochs = Extract<QueueEvent, { kind: 'epochs' }>;

function deltaOf(event: QueueEvent): PointsDelta[] {
  if (event.kind !== 'epochs') return [];
  return [{ runId: event.runId, epochs: event.batch.epochs, values: event.batch.values }];
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
