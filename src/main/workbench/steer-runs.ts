import { AppError } from '../../contract/errors.ts';
import { endedStatuses, type RunRow } from '../../contract/runs.ts';
import type { RunCommand, Store } from '../store/types.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { Changes } from './changes.ts';
import { standingOf } from './standing.ts';

export interface Steering {
  /** Does it here where this process trains the run, else asks the process that does. Runs that have ended are left as they are. */
  steer(ids: string[], command: RunCommand): void;
  /** Does what other processes have asked of runs that are trained here. */
  obey(): void;
}

export interface SteeringSetting {
  store: Store;
  queue: TrainingQueue;
  changes: Changes;
}

export function createSteering({ store, queue, changes }: SteeringSetting): Steering {
  return {
    steer(ids, command) {
      const rows = ids.map((id) => store.runs.row(id));
      const live = rows.filter((row) => !endedStatuses.includes(row.status));
      if (live.length === 0) throw nothingTo(command, rows);
      for (const { id, status, startedAt } of live) {
        if (queue.has(id)) queue[command](id);
        else if (command === 'stop' && (status === 'queued' || startedAt === null) && store.leases.take(id)) endUntrained(id);
        else store.commands.send(id, command);
      }
    },
    obey() {
      for (const { runId, command } of store.commands.takeForOwned()) queue[command](runId);
    },
  };

  /** A run that waits, queued or held, and that no living process has: there is nobody to ask. */
  function endUntrained(id: string): void {
    store.runs.end(id, { ...standingOf(store, id), status: 'stopped', stopReason: 'stopped', error: null });
    store.leases.release(id);
    changes.publishOwn();
  }
}

function nothingTo(command: RunCommand, rows: RunRow[]): AppError {
  const what = rows.length === 1 ? `The run ${JSON.stringify(rows[0]?.name)} has` : 'These runs have';
  return new AppError('conflict', `${what} already ended, so there is nothing to ${command}.`);
}
