import type { EpochWeights } from '../../../contract/replay.ts';

/** Reads the weights of epochs `from` to `through`; may give fewer, never none. */
export type ReadWeights = (from: number, through: number, signal: AbortSignal) => Promise<EpochWeights>;

/** The weights of a run's epochs, read in batches and kept while there is room; what was used longest ago goes first. */
export interface WeightCache {
  /** At once where they are there. Rejects as soon as the signal says that nobody waits any more. */
  get(epoch: number, last: number, signal: AbortSignal): Promise<Float32Array>;
  has(epoch: number): boolean;
  /**
   * Reads all epochs around this one for later, the nearest first, as far as there is room; only its neighbours where
   * they have to be computed. Failures are left to whoever then asks for that epoch.
   */
  readAround(epoch: number, last: number): void;
  clear(): void;
}

const mostBatchBytes = 1024 * 1024;
const mostBatchEpochs = 64;
/** Of what nobody has asked for. */
const mostAheadBytes = 24 * 1024 * 1024;
/** A batch that takes longer has not been read but computed: then only its neighbours are worth it. */
const quickMs = 300;
const fewAhead = 3;

export function createWeightCache(read: ReadWeights, parameters: number, mostBytes = 64 * 1024 * 1024): WeightCache {
  const perEpoch = Math.max(1, parameters) * 4;
  const batch = Math.max(1, Math.min(mostBatchEpochs, Math.floor(mostBatchBytes / perEpoch)));
  const mostEpochs = Math.max(2 * batch + 2, Math.floor(mostBytes / perEpoch));
  const kept = new Map<number, Float32Array>();
  const reading = new Map<number, { done: Promise<void>; controller: AbortController }>();
  let batchesAhead = Math.floor(Math.min(mostEpochs, mostAheadBytes / perEpoch) / batch);
  let ahead: { around: number; last: number } | null = null;
  let closed = false;

  const used = (epoch: number): Float32Array | undefined => {
    const weights = kept.get(epoch);
    if (weights) {
      kept.delete(epoch);
      kept.set(epoch, weights);
    }
    return weights;
  };

  /** Batches stand at multiples of their size, so that neighbours never overlap. */
  function readFrom(from: number, last: number): Promise<void> {
    const running = reading.get(from);
    if (running) return running.done;
    const controller = new AbortController();
    const through = Math.min(last, from - (from % batch) + batch - 1);
    const done = read(from, through, controller.signal).then((answer) => {
      const numbers = new Float32Array(answer.weights.slice().buffer);
      for (let at = 0; at <= answer.through - answer.from; at++) {
        kept.set(answer.from + at, numbers.subarray(at * answer.parameters, (at + 1) * answer.parameters));
      }
      for (const epoch of kept.keys()) {
        if (kept.size <= mostEpochs) break;
        kept.delete(epoch);
      }
    }).finally(() => reading.delete(from));
    reading.set(from, { done, controller });
    return done;
  }

  const startOf = (epoch: number): number => {
    let start = epoch - (epoch % batch);
    while (start < epoch && kept.has(start)) start++;
    return start;
  };

  /** An epoch of the nearest batch of which something is missing. */
  function nearestMissing({ around, last }: { around: number; last: number }): number | null {
    const first = around - (around % batch);
    for (let at = 0; at < batchesAhead; at++) {
      const from = first + (at % 2 === 0 ? at / 2 : -(at + 1) / 2) * batch;
      if (from < 0 || from > last) continue;
      const start = startOf(Math.min(last, from + batch - 1));
      if (!kept.has(start)) return start;
    }
    return null;
  }

  async function readOnward(): Promise<void> {
    for (let next: number | null; !closed && ahead && (next = nearestMissing(ahead)) !== null;) {
      const others = [...reading.values()];
      if (others.length > 0) {
        await Promise.allSettled(others.map(({ done }) => done));
        continue;
      }
      const began = performance.now();
      const done = readFrom(next, ahead.last);
      const { controller } = reading.get(next)!;
      const failed = await done.then(() => false, () => !controller.signal.aborted);
      if (performance.now() - began > quickMs) batchesAhead = Math.min(batchesAhead, fewAhead);
      if (failed) return;
    }
  }

  return {
    has: (epoch) => kept.has(epoch),
    async get(epoch, last, signal) {
      for (;;) {
        const weights = used(epoch);
        if (weights) return weights;
        signal.throwIfAborted();
        const wanted = startOf(epoch);
        // What was being read for another place holds this one up.
        for (const [from, { controller }] of reading) if (from !== wanted) controller.abort();
        try {
          await untilAborted(readFrom(wanted, last), signal);
        } catch (failure) {
          // Of a fork whose parent is gone, the epochs before it cannot be had: then those from here on.
          if (signal.aborted || wanted === epoch) throw failure;
          await untilAborted(readFrom(epoch, last), signal);
        }
      }
    },
    readAround(around, last) {
      const running = ahead !== null;
      ahead = { around, last };
      if (!running) void readOnward().finally(() => { ahead = null; });
    },
    clear() {
      closed = true;
      for (const { controller } of reading.values()) controller.abort();
      kept.clear();
    },
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
