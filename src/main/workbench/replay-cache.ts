/** Weights of epochs that were computed lately, as many as fit. What was used longest ago goes first. */
export interface ReplayCache {
  get(runId: string, epoch: number): Uint8Array | undefined;
  set(runId: string, epoch: number, weights: Uint8Array): void;
}

export function createReplayCache(limitBytes: number): ReplayCache {
  const entries = new Map<string, Uint8Array>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= entries.get(key)?.byteLength ?? 0;
    entries.delete(key);
  };
  return {
    get(runId, epoch) {
      const key = `${runId}@${epoch}`;
      const weights = entries.get(key);
      if (weights) {
        entries.delete(key);
        entries.set(key, weights);
      }
      return weights;
    },
    set(runId, epoch, weights) {
      const key = `${runId}@${epoch}`;
      drop(key);
      entries.set(key, weights);
      bytes += weights.byteLength;
      while (bytes > limitBytes && entries.size > 1) drop(entries.keys().next().value!);
    },
  };
}
