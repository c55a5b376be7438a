import { AppError } from '../../contract/errors.ts';
import { endedStatuses } from '../../contract/runs.ts';
import type { RunCommand, Store } from '../store/types.ts';
import type { TrainingQueue } from '../training/queue.ts';

export interface Steering {
  /** Does it here where this process trains the run, else asks the process that does. Runs that have ended are left as they are. */
  steer(ids: string[], command: RunCommand): void;
  /** Does what other processes have asked of runs that are trained here. */
  obey(): void;
}

export interface SteeringSetting {
  store: Store;
  queue: TrainingQueue;
  /** takes a queued run that no living process has */
  adopt(runId: string): boolean;
}

export function createSteering({ store, queue, adopt }: SteeringSetting): Steering {
  return {
    steer(ids, command) {
      const live = ids.map((id) => store.runs.row(id)).filter((row) => !endedStatuses.includes(row.status));
      if (live.length === 0) throw nothingTo(command, ids.map((id) => store.runs.row(id).name));
      for (const { id, status } of live) {
        if (queue.has(id) || (status === 'queued' && adopt(id))) queue[command](id);
        else store.commands.send(id, command);
      }
    },
    obey() {
      for (const { runId, command } of store.commands.takeForOwned()) queue[command](runId);
    },
  };
}

function nothingTo(command: RunCommand, names: string[]): AppError {
  const what = names.length === 1 ? `The run ${JSON.stringify(names[0])} has` : 'These runs have';
  return new AppError('conflict', `${what} already ended, so there is nothing to ${command}.`);
}
