import type { Store } from '../store/types/store.ts';
import type { Changes } from './changes.ts';
import type { ModelUse } from './models.ts';
import type { Steering } from './steer-runs.ts';

export interface WatchSetting {
  store: Store;
  changes: Changes;
  models: Pick<ModelUse, 'publishOthers'>;
  steering: Steering;
  /** looks for queued runs that nobody has */
  adoptQueued(): void;
  log(detail: string): void;
  /** Something long is being written: the next round will do. */
  held(): boolean;
}

/** How soon others' progress and wishes are noticed; asking costs one pragma. */
const lookEveryMs = 200;
/** Well within the silence after which a lease is lost. */
const renewEveryMs = 5000;

/** Keeps up with the other processes that have the file open. Returns how to stop. */
export function watchOthers({ store, changes, models, steering, adoptQueued, log, held }: WatchSetting): () => void {
  const look = setInterval(() => attempt(() => {
    if (!changes.publishOthers()) return;
    models.publishOthers();
    steering.obey();
  }), lookEveryMs);
  const renew = setInterval(() => attempt(() => {
    store.leases.renewAll();
    if (store.leases.sweep().length > 0) changes.publishOwn();
    adoptQueued();
    // What was asked of a run while nobody had it waits for whoever takes it.
    steering.obey();
  }), renewEveryMs);
  return () => {
    clearInterval(look);
    clearInterval(renew);
  };

  /** Another process may hold the file for a moment: the next round tries again. */
  function attempt(work: () => void): void {
    if (held()) return;
    try {
      work();
    } catch (error) {
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
}
