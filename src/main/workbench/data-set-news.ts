import type { Store } from '../store/types/store.ts';
import type { EventBus } from './event-bus.ts';

/** Tells of data sets that another process has imported, renamed, noted or deleted. Returns what is called when the file has changed. */
export function createDataSetNews({ dataSets }: Store, bus: EventBus): () => void {
  let known = dataSets.traces();

  return () => {
    const now = dataSets.traces();
    const changed = [...now].filter(([id, trace]) => known.get(id) !== trace).map(([id]) => dataSets.summary(id));
    const removed = [...known.keys()].filter((id) => !now.has(id));
    known = now;
    if (changed.length > 0) bus.emit('dataSets.changed', { sets: changed });
    if (removed.length > 0) bus.emit('dataSets.removed', { ids: removed });
  };
}
