import type { QueueState } from '../../contract/queue.ts';
import type { RunStatus } from '../../contract/runs.ts';
import type { Store } from '../store/types/store.ts';
import type { Changes } from './changes.ts';
import type { Steering } from './steer-runs.ts';

/** The queue as a whole: all runs of the file that train or wait, whichever process has them. */
export interface QueueControl {
  state(): QueueState;
  /** Puts queued runs, in the order given, before another one, or last. */
  move(ids: string[], before: string | null): void;
  /** Each answers how many runs it was for. */
  pauseAll(): Promise<number>;
  resumeAll(): Promise<number>;
  stopAll(): Promise<number>;
}

/** What one answer lists of each part; the counts are of all. */
const shownAtMost = 1000;

export function createQueueControl({ store, steering, changes }: { store: Store; steering: Steering; changes: Changes }): QueueControl {
  return {
    state() {
      const part = (status: RunStatus) => ({ rows: store.queue.rows(status, shownAtMost), total: store.queue.ids([status]).length });
      return { running: part('running'), paused: part('paused'), queued: part('queued') };
    },
    move(ids, before) {
      store.queue.move(ids, before);
      changes.publishOwn();
    },
    pauseAll: () => steerAll(['queued', 'running'], 'pause'),
    resumeAll: () => steerAll(['paused'], 'resume'),
    stopAll: () => steerAll(['queued', 'running', 'paused'], 'stop'),
  };

  async function steerAll(statuses: RunStatus[], command: 'pause' | 'resume' | 'stop'): Promise<number> {
    // Those that wait come first, so that hardly a place that becomes free is given to one that is about to be held.
    const ids = statuses.flatMap((status) => store.queue.ids([status]));
    if (ids.length > 0) await steering.steer(ids, command);
    return ids.length;
  }
}
