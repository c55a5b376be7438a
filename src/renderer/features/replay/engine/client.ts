import type { Biography, Frame, ReplayModel, Wish } from '../../../../compare/replay/model.ts';
import type { Answer, Question } from './messages.ts';

/** A run's model in the worker that all replays of the window share. */
export interface EngineClient {
  frame(epoch: number, weights: Float32Array, before: Float32Array | null, wish: Wish): Promise<Frame>;
  biography(row: number, weights: Float32Array): Promise<Biography>;
  close(): void;
}

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let port: Worker | null = null;
let lastId = 0;
let lastModel = 0;

/** Rejects where the network and the rows do not go together. */
export async function openEngine(spec: ReplayModel): Promise<EngineClient> {
  const model = ++lastModel;
  const ask = <T>(question: DistributiveOmit<Question, 'id' | 'model'>, copies: Transferable[] = []): Promise<T> => {
    const id = ++lastId;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      sharedPort().postMessage({ ...question, id, model }, copies);
    });
  };
  await ask({ kind: 'open', spec });
  return {
    frame(epoch, weights, before, wish) {
      // Weights lie in batches of many epochs, which a message would copy as a whole.
      const [own, earlier] = [weights.slice(), before?.slice() ?? null];
      return ask({ kind: 'frame', epoch, weights: own, before: earlier, wish }, [own.buffer, ...(earlier ? [earlier.buffer] : [])]);
    },
    biography: (row, weights) => ask({ kind: 'biography', row, weights }),
    close: () => void ask({ kind: 'close' }).catch((error: unknown) => reportError(error)),
  };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function sharedPort(): Worker {
  if (port) return port;
  port = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  port.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.ok) resolve?.(data.value);
    else reject?.(new Error(data.message));
  });
  port.addEventListener('error', (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'The replay worker failed.'));
    waiting.clear();
    port?.terminate();
    port = null;
  });
  return port;
}
