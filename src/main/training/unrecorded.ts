/** Batches of epochs that workers have posted and nobody has recorded yet. */
export interface Unrecorded {
  /** `recorded` is called once the batch is. */
  add(runId: string, recorded: () => void): void;
  /** The oldest batch of a run is recorded. Says whether there is room for more again, which there was not. */
  settle(runId: string): boolean;
  /** Short runs that begin now would pile up what a long one may not. */
  isFull(): boolean;
}

const batchesAtMost = 64;

export function createUnrecorded(): Unrecorded {
  /** by run, oldest first */
  const waiting = new Map<string, (() => void)[]>();
  let batches = 0;

  return {
    add(runId, recorded) {
      batches++;
      waiting.set(runId, [...(waiting.get(runId) ?? []), recorded]);
    },
    settle(runId) {
      const [oldest, ...later] = waiting.get(runId) ?? [];
      if (!oldest) return false;
      if (later.length === 0) waiting.delete(runId);
      else waiting.set(runId, later);
      oldest();
      return batches-- === batchesAtMost;
    },
    isFull: () => batches >= batchesAtMost,
  };
}
