import type { EpochWeights } from '../../../contract/replay.ts';

/** Reads the weights of epochs `from` to `through`; may give fewer, never none. */
export type ReadWeights = (from: number, through: number, signal: AbortSignal) => Promise<EpochWeights>;

/** The weights of a run's epochs, read in batches and kept while there is room; what was used longest ago goes first. */
export interface WeightCache {
  /** At once where they are there. Rejects as soon as the signal says that nobody waits any more. */
  get(epoch: number, last: number, signal: AbortSignal): Promise<Float32Array>;
  has(epoch: number): boolean;
  /** Reads the batch that holds this epoch, for later. Failures are kept for whoever then asks for it. */
  prefetch(epoch: number, last: number): void;
  clear(): void;
}

const mostBatchBytes = 1024 * 1024;
const mostBatchEpochs = 64;

export function createWeightCache(read: ReadWeights, parameters: number, mostBytes = 64 * 1024 * 1024): WeightCache {
  const perEpoch = Math.max(1, parameters) * 4;
  const batch = Math.max(1, Math.min(mostBatchEpochs, Math.floor(mostBatchBytes / perEpoch)));
  const mostEpochs = Math.max(2 * batch + 2, Math.floor(mostBytes / perEpoch));
  const kept = new Map<number, Float32Array>();
  const reading = new Map<number, { done: Promise<void>; controller: AbortController }>();

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
        await untilAborted(readFrom(wanted, last), signal);
      }
    },
    prefetch(epoch, last) {
      if (epoch < 0 || epoch > last || kept.has(epoch) || reading.size > 0) return;
      readFrom(startOf(epoch), last).catch(() => undefined);
    },
    clear() {
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
