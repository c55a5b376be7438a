import { AppError } from '../../contract/errors.ts';
import { endedStatuses, type RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types.ts';
import type { Changes } from './changes.ts';

export interface Editing {
  /** To the trash. A run that is still queued or trained is refused, and nothing is removed then. */
  remove(ids: string[]): void;
  restore(ids: string[]): void;
  rename(id: string, name: string): RunRow;
}

export function createEditing(store: Store, changes: Changes): Editing {
  return {
    remove(ids) {
      for (const { name, status } of ids.map((id) => store.runs.row(id)))
        if (!endedStatuses.includes(status)) throw new AppError('conflict', `The run ${JSON.stringify(name)} is ${status}. Stop it before you delete it.`);
      store.runs.remove(ids);
      changes.publishOwn();
    },
    restore(ids) {
      store.runs.restore(ids);
      changes.publishOwn();
    },
    rename(id, name) {
      const trimmed = name.trim();
      if (trimmed === '') throw new AppError('invalidInput', 'A run needs a name.', 'name');
      store.runs.rename(id, trimmed);
      changes.publishOwn();
      return store.runs.row(id);
    },
  };
}
