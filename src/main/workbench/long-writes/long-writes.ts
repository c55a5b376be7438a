import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import type { Store } from '../../store/types.ts';
import { doLongWork, type FromLongWriter, type LongWork, type LongWorkName, type ToLongWriter } from './work.ts';

/**
 * Writes that take seconds, on a thread of their own, so that this one goes on answering. SQLite lets one write at a time:
 * whoever writes in this thread waits for `idle` first, or would stand still until the long one is over.
 */
export interface LongWrites {
  /** One after the other. Rejects with what the work threw; then nothing of it was written. */
  do<N extends LongWorkName>(name: N, input: LongWork[N]['input']): Promise<LongWork[N]['output']>;
  active(): boolean;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

/** Without a way to create a thread the work is done in this one. */
export function createLongWrites(store: Store, createWorker: (() => Worker) | undefined): LongWrites {
  let pending = 0;
  let last: Promise<unknown> = Promise.resolve();

  return {
    do(name, input) {
      pending++;
      const done = last.then(() => (createWorker ? onOtherThread(createWorker(), store, name, input) : doLongWork(store, name, input)));
      last = done.catch(() => {}).then(() => { pending--; });
      return done;
    },
    active: () => pending > 0,
    async idle() {
      while (pending > 0) await last;
    },
  };
}

/** The thread ends by itself once it has answered: whatever SQLite does there comes to its end. */
function onOtherThread<N extends LongWorkName>(worker: Worker, { path, owner }: Store, name: N, input: LongWork[N]['input']): Promise<LongWork[N]['output']> {
  const { promise, resolve, reject } = Promise.withResolvers<LongWork[N]['output']>();
  worker.on('message', (reply: FromLongWriter) => {
    if (reply.ok) resolve(reply.value);
    else reject('error' in reply ? AppError.fromData(reply.error) : new Error(reply.detail));
  });
  worker.on('error', reject);
  worker.on('exit', () => reject(new Error('the thread that writes ended without an answer')));
  worker.postMessage({ name, input, path, owner } satisfies ToLongWriter);
  return promise;
}
