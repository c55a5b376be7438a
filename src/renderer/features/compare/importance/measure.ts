import type { Gathered } from '../../../../compare/importance/gather.ts';
import type { Importance } from '../../../../compare/importance/importance.ts';
import type { Answer, Question } from './messages.ts';

export interface Measuring {
  /** Rejects where the worker fails; never settles after `cancel`. */
  done: Promise<Importance>;
  cancel(): void;
}

/** In a worker of its own, so that to cancel is to end it. */
export function measure(gathered: Gathered, share: (done: number) => void): Measuring {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const done = new Promise<Importance>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'share') return share(data.share);
      worker.terminate();
      if (data.kind === 'done') resolve(data.importance);
      else reject(new Error(data.message));
    });
    worker.addEventListener('error', (event) => {
      worker.terminate();
      reject(new Error(event.message || 'The worker that measures importance failed.'));
    });
  });
  worker.postMessage({ gathered } satisfies Question);
  return { done, cancel: () => worker.terminate() };
}
