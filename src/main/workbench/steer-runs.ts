import { AppError } from '../../contract/errors.ts';
import { endedStatuses } from '../../contract/runs.ts';
import type { RunCommand } from '../store/types/commands.ts';
import type { Store } from '../store/types/store.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { Changes } from './changes.ts';
import { inSlices } from './slices.ts';
import { standingOf } from './standing.ts';

export interface Steering {
  /**
   * Does it here where this process trains the run, else asks the process that does. Runs that have ended are left as they
   * are. What trains here hears it at once, whatever else is being written.
   */
  steer(ids: string[], command: RunCommand): Promise<void>;
  /** Does what other processes have asked of runs that are trained here. */
  obey(): void;
}

export interface SteeringSetting {
  store: Store;
  queue: TrainingQueue;
  changes: Changes;
  /** resolves when nothing long is being written */
  idle(): Promise<void>;
}

export function createSteering({ store, queue, changes, idle }: SteeringSetting): Steering {
  return {
    async steer(ids, command) {
      const runs = await standingsOf(ids);
      const live = runs.filter(({ status }) => !endedStatuses.includes(status));
      if (live.length === 0) throw nothingTo(command, runs);
      const elsewhere: string[] = [];
      await inSlices(live, ({ id }) => {
        if (queue.has(id)) queue[command](id);
        else elsewhere.push(id);
      });
      if (elsewhere.length === 0) return;
      await idle();
      await inSlices(elsewhere, (id) => steerElsewhere(id, command));
      changes.publishOwn();
    },
    obey() {
      // What one of many runs is told before it has been put in the queue waits until it is there.
      for (const { runId, command } of store.commands.takeForOwned(queue.has)) queue[command](runId);
    },
  };

  async function standingsOf(ids: string[]): Promise<Standing[]> {
    const found: Standing[] = [];
    await inSlices(ids, (id) => { found.push(store.runs.standing(id)); });
    return found;
  }

  /** It may have ended since it was asked about, which is what a stop wants, and nothing is left to hold. */
  function steerElsewhere(id: string, command: RunCommand): void {
    const { status, startedAt } = store.runs.standing(id);
    if (endedStatuses.includes(status)) return;
    if (command === 'stop' && (status === 'queued' || startedAt === null) && store.leases.take(id)) endUntrained(id);
    else store.commands.send(id, command);
  }

  /** A run that waits, queued or held, and that no living process has: there is nobody to ask. */
  function endUntrained(id: string): void {
    store.runs.end(id, { ...standingOf(store, id), status: 'stopped', stopReason: 'stopped', error: null });
    store.leases.release(id);
  }
}

type Standing = ReturnType<Store['runs']['standing']>;

function nothingTo(command: RunCommand, runs: readonly Standing[]): AppError {
  const what = runs.length === 1 ? `The run ${JSON.stringify(runs[0]?.name)} has` : 'These runs have';
  return new AppError('conflict', `${what} already ended, so there is nothing to ${command}.`);
}
