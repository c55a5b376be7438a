import type { Worker } from 'node:worker_threads';
import { createPool, type OfferedTraining, type RunningTraining, type TrainingTask } from './pool.ts';
import type { TrainingEvent } from './messages.ts';
import { createUnrecorded } from './unrecorded.ts';

/**
 * Which training has its turn. At most `places` train at a time. A paused one gives its place to the next;
 * when it is resumed it waits for a place ahead of those that have not begun.
 */
export interface TrainingQueue {
  /** `position` says when it has its turn among those that wait: smaller numbers earlier, equal ones in order of arrival. */
  add(task: QueuedTask, how?: { position?: number; /** it waits until it is resumed */ held?: boolean }): void;
  /** Changes the turn of one that waits. */
  move(runId: string, position: number): void;
  has(runId: string): boolean;
  /** What an event of epochs brought has been dealt with. A run that is far ahead of that waits. */
  recorded(runId: string): void;
  /** How many train now, and how many will by themselves once they have a place. What is paused counts as neither. */
  counts(): { training: number; waiting: number };
  pause(runId: string): void;
  resume(runId: string): void;
  stop(runId: string): void;
  resize(places: number): void;
  /** How many threads may compute each training that begins from now on. */
  share(threads: number): void;
  /** Stops everything; trainings keep their whole epochs, those that have not begun are left alone. */
  close(): Promise<void>;
}

export type QueuedTask = Omit<TrainingTask, 'listen'>;

export interface QueueSetting {
  createWorker: () => Worker;
  places: number;
  /** for each training; 1 where it is left out */
  threads?: number;
  /**
   * Events of all runs, in order for each. Those of the queue itself: a run that waits was paused, resumed or stopped.
   * Every event of epochs is answered by `recorded`, in the same order.
   */
  onEvent(event: QueueEvent): void;
}

export type QueueEvent =
  | TrainingEvent
  /** it waits for its turn (again) */
  | { kind: 'queued'; runId: string }
  /** it was stopped before its first step */
  | { kind: 'dropped'; runId: string };

interface Entry {
  task: QueuedTask;
  position: number;
  /** `offered`: begins by itself on a place that gets free; `yielding`: told to pause, but not there yet; `returning`: paused, waiting for a place */
  state: 'waiting' | 'held' | 'offered' | 'running' | 'yielding' | 'paused' | 'returning';
  training: RunningTraining | null;
  offer: OfferedTraining | null;
}

/**
 * How many runs are offered ahead for each place: threads are to be busy while this one writes for some hundredths of a
 * second, which is as long as a few of the smallest runs take.
 */
const offeredAhead = 4;
/** A job that brings more bytes along than these is not sent to several threads. */
const lightJobBytes = 1 << 20;

/** How long `close` waits for trainings to reach the end of their step. */
const closeWithinMs = 1000;

export function createQueue({ createWorker, places, threads = 1, onEvent }: QueueSetting): TrainingQueue {
  const pool = createPool(createWorker, () => {
    withdrawOffers();
    fill();
  });
  const entries = new Map<string, Entry>();
  /** those that have begun */
  const begun = new Set<Entry>();
  let offered: Entry[] = [];
  let limit = places;
  let together = threads;
  let closing: (() => void) | null = null;
  const unrecorded = createUnrecorded();
  let filling: NodeJS.Immediate | null = null;
  pool.keep(limit * together);

  return {
    add(task, { position = Infinity, held = false } = {}) {
      if (offered.some((entry) => entry.position > position)) withdrawOffers();
      entries.set(task.job.runId, { task, position, state: held ? 'held' : 'waiting', training: null, offer: null });
      fill();
    },
    move(runId, position) {
      const entry = entries.get(runId);
      if (!entry || entry.position === position) return;
      entry.position = position;
      withdrawOffers();
      fillSoon();
    },
    has: (runId) => entries.has(runId),
    recorded(runId) {
      if (unrecorded.settle(runId)) fillSoon();
    },
    counts() {
      noteBegun();
      const waiting = [...entries.values()].filter(({ state }) => state === 'waiting' || state === 'offered' || state === 'returning');
      return { training: inUse(), waiting: waiting.length };
    },
    pause(runId) {
      const entry = takenBack(runId);
      if (entry?.state === 'waiting') {
        entry.state = 'held';
        onEvent({ kind: 'paused', runId });
      } else if (entry?.state === 'running') {
        entry.state = 'yielding';
        entry.training?.signal('pause');
      } else if (entry?.state === 'returning') {
        entry.state = 'paused';
        onEvent({ kind: 'paused', runId });
      }
    },
    resume(runId) {
      const entry = entries.get(runId);
      if (entry?.state === 'held') entry.state = 'waiting';
      else if (entry?.state === 'paused') entry.state = 'returning';
      else if (entry?.state === 'yielding') {
        entry.state = 'running';
        entry.training?.signal('run');
        return;
      } else return;
      // It may come before those that were offered.
      withdrawOffers();
      onEvent({ kind: 'queued', runId });
      fill();
    },
    stop(runId) {
      const entry = takenBack(runId);
      if (!entry) return;
      if (entry.training) return entry.training.signal('stop');
      entries.delete(runId);
      onEvent({ kind: 'dropped', runId });
    },
    resize(count) {
      withdrawOffers();
      limit = count;
      pool.keep(limit * together);
      fill();
    },
    share(count) {
      withdrawOffers();
      together = count;
      pool.keep(limit * together);
      fill();
    },
    async close() {
      withdrawOffers();
      for (const [runId, entry] of entries) {
        if (entry.training) entry.training.signal('stop');
        else entries.delete(runId);
      }
      limit = 0;
      await allEnded();
      await pool.close();
    },
  };

  /** Gives free places away: first to those that come back from a pause, then in order of position. */
  function fill(): void {
    noteBegun();
    if (unrecorded.isFull()) return;
    const returning = [...begun].filter(({ state }) => state === 'returning');
    // A thread that has got free is nearly always at what it was offered by now. One that is not may have been offered nothing.
    if (returning.length > 0 || free() > 0) {
      withdrawOffers();
      for (const entry of returning.splice(0, free())) {
        entry.state = 'running';
        entry.training?.signal('run');
      }
      if (free() > 0) for (const entry of inTurn().slice(0, free())) {
        begin(entry, pool.start({ ...entry.task, listen: (event, recorded) => hear(entry, event, recorded) }, together));
      }
    }
    if (returning.length === 0) offerNext();
  }

  /**
   * Puts the next ones before the threads that train, so that none waits for this thread. Not where a place that gets free
   * is not to be taken at once, nor for runs that several threads compute, since those have to be free at the same time.
   */
  function offerNext(): void {
    const wanted = limit * offeredAhead;
    if (offered.length > wanted / 2 || together > 1 || inUse() === 0 || inUse() > limit) return;
    for (const entry of inTurn().slice(0, wanted - offered.length)) {
      if (!isLight(entry)) return;
      entry.state = 'offered';
      entry.offer = pool.offer({ ...entry.task, listen: (event, recorded) => hear(entry, event, recorded) });
      offered.push(entry);
    }
  }

  /** What has not begun waits again. */
  function withdrawOffers(): void {
    for (const entry of offered) withdraw(entry);
    offered = [];
  }

  function withdraw(entry: Entry): void {
    if (entry.offer?.withdraw()) {
      entry.state = 'waiting';
      entry.offer = null;
    } else if (entry.offer) begin(entry, entry.offer);
  }

  /** The run, which waits again if it was offered and has not begun. */
  function takenBack(runId: string): Entry | undefined {
    const entry = entries.get(runId);
    if (entry?.state !== 'offered') return entry;
    offered = offered.filter((one) => one !== entry);
    withdraw(entry);
    fillSoon();
    return entry;
  }

  /** Once for all that is done to runs in a row. */
  function fillSoon(): void {
    filling ??= setImmediate(() => {
      filling = null;
      fill();
    });
  }

  function noteBegun(): void {
    offered = offered.filter((entry) => {
      if (entry.offer?.begun()) begin(entry, entry.offer);
      return entry.state === 'offered';
    });
  }

  function begin(entry: Entry, training: RunningTraining): void {
    entry.state = 'running';
    entry.training = training;
    entry.offer = null;
    begun.add(entry);
  }

  function hear(entry: Entry, event: TrainingEvent, recorded: () => void): void {
    noteBegun();
    if (event.kind === 'epochs') unrecorded.add(event.runId, recorded);
    if (event.kind === 'ended') {
      entries.delete(event.runId);
      begun.delete(entry);
    }
    // A pause that was taken back on the way may still be reported: the resumption follows it.
    if (event.kind === 'paused' && entry.state === 'yielding') {
      // Its thread is held, so another one has to come for the place.
      withdrawOffers();
      entry.state = 'paused';
    }
    if (event.kind === 'ended' || event.kind === 'paused') fill();
    onEvent(event);
    if (begun.size === 0) closing?.();
  }

  /** Those that wait, by position. Sorting keeps those of equal position in order of arrival. */
  function inTurn(): Entry[] {
    return [...entries.values()].filter(({ state }) => state === 'waiting')
      .sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0));
  }

  function inUse(): number {
    let count = 0;
    for (const { state } of begun) if (state === 'running' || state === 'yielding') count++;
    return count;
  }

  function free(): number {
    return Math.max(0, limit - inUse());
  }

  function allEnded(): Promise<void> {
    if (begun.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, closeWithinMs);
      closing = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function isLight({ task: { job } }: Entry): boolean {
  return (job.initialWeights?.byteLength ?? 0) + (job.start?.state.byteLength ?? 0) + (job.start?.weights.byteLength ?? 0) <= lightJobBytes;
}
