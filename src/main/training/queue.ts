import type { Worker } from 'node:worker_threads';
import { createPool, type RunningTraining, type TrainingTask } from './pool.ts';
import type { TrainingEvent } from './messages.ts';

/**
 * Which training has its turn. At most `places` train at a time. A paused one gives its place to the next;
 * when it is resumed it waits for a place ahead of those that have not begun.
 */
export interface TrainingQueue {
  /** `position` says when it has its turn among those that wait: smaller numbers earlier, equal ones in order of arrival. */
  add(task: Omit<TrainingTask, 'listen'>, how?: { position?: number; /** it waits until it is resumed */ held?: boolean }): void;
  /** Changes the turn of one that waits. */
  move(runId: string, position: number): void;
  has(runId: string): boolean;
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

export interface QueueSetting {
  createWorker: () => Worker;
  places: number;
  /** for each training; 1 where it is left out */
  threads?: number;
  /** Events of all runs, in order for each. Those of the queue itself: a run that waits was paused, resumed or stopped. */
  onEvent(event: QueueEvent): void;
}

export type QueueEvent =
  | TrainingEvent
  /** it waits for its turn (again) */
  | { kind: 'queued'; runId: string }
  /** it was stopped before its first step */
  | { kind: 'dropped'; runId: string };

interface Entry {
  task: Omit<TrainingTask, 'listen'>;
  position: number;
  /** `yielding`: told to pause, but not there yet; `returning`: paused, waiting for a place */
  state: 'waiting' | 'held' | 'running' | 'yielding' | 'paused' | 'returning';
  training: RunningTraining | null;
}

/** How long `close` waits for trainings to reach the end of their step. */
const closeWithinMs = 1000;

export function createQueue({ createWorker, places, threads = 1, onEvent }: QueueSetting): TrainingQueue {
  const pool = createPool(createWorker);
  const entries = new Map<string, Entry>();
  let limit = places;
  let together = threads;
  let closing: (() => void) | null = null;
  pool.keep(limit * together);

  return {
    add(task, { position = Infinity, held = false } = {}) {
      entries.set(task.job.runId, { task, position, state: held ? 'held' : 'waiting', training: null });
      fill();
    },
    move(runId, position) {
      const entry = entries.get(runId);
      if (entry) entry.position = position;
    },
    has: (runId) => entries.has(runId),
    counts: () => ({
      training: inState('running').length + inState('yielding').length,
      waiting: inState('waiting').length + inState('returning').length,
    }),
    pause(runId) {
      const entry = entries.get(runId);
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
      onEvent({ kind: 'queued', runId });
      fill();
    },
    stop(runId) {
      const entry = entries.get(runId);
      if (!entry) return;
      if (entry.training) return entry.training.signal('stop');
      entries.delete(runId);
      onEvent({ kind: 'dropped', runId });
    },
    resize(count) {
      limit = count;
      pool.keep(limit * together);
      fill();
    },
    share(count) {
      together = count;
      pool.keep(limit * together);
    },
    async close() {
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
    for (const entry of inState('returning').slice(0, free())) {
      entry.state = 'running';
      entry.training?.signal('run');
    }
    // Sorting keeps those of equal position in order of arrival.
    for (const entry of inState('waiting').sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0)).slice(0, free())) {
      entry.state = 'running';
      entry.training = pool.start({ ...entry.task, listen: (event) => hear(entry, event) }, together);
    }
  }

  function hear(entry: Entry, event: TrainingEvent): void {
    if (event.kind === 'ended') entries.delete(event.runId);
    // A pause that was taken back on the way may still be reported: the resumption follows it.
    if (event.kind === 'paused' && entry.state === 'yielding') entry.state = 'paused';
    if (event.kind === 'ended' || event.kind === 'paused') fill();
    onEvent(event);
    if (inTraining() === 0) closing?.();
  }

  function inState(state: Entry['state']): Entry[] {
    return [...entries.values()].filter((entry) => entry.state === state);
  }

  function free(): number {
    return Math.max(0, limit - inState('running').length - inState('yielding').length);
  }

  function inTraining(): number {
    return [...entries.values()].filter((entry) => entry.training !== null).length;
  }

  function allEnded(): Promise<void> {
    if (inTraining() === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, closeWithinMs);
      closing = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
