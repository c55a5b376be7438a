import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import type { Store } from '../../store/types/store.ts';
import { doLongWork, type AfterPause, type FromLongWriter, type LongWork, type LongWorkName, type Progress, type ToLongWriter } from './work.ts';

/**
 * Writes that take seconds, on a thread of their own, so that this one goes on answering. SQLite lets one write at a time:
 * whoever writes in this thread waits for `idle` first, or would stand still until the long one is over. What consists of
 * many transactions pauses between them, and is idle then.
 */
export interface LongWrites {
  /** One after the other. Rejects with what the work threw; then nothing of it was written, or whole transactions of it. */
  do<N extends LongWorkName>(name: N, input: LongWork[N]['input'], how?: LongWriting): Promise<LongWork[N]['output']>;
  /** whether something is being written just now */
  active(): boolean;
  /** Resolves when nothing is being written, or a pause has begun. */
  idle(): Promise<void>;
  /** Ends what is in a pause at the next one, and waits for all else. */
  close(): Promise<void>;
}

export interface LongWriting {
  /** hears in each pause how far it is */
  progress?(progress: Progress): void;
  /** Ends it at the next pause: rejects with `cancelled`. */
  signal?: AbortSignal;
}

/** For as long as this those who wait have their turn: what trains looks every 50 ms whether it may write. */
const pauseMs = 60;

/** Without a way to create a thread the work is done in this one. */
export function createLongWrites(store: Store, createWorker: (() => Worker) | undefined): LongWrites {
  let pending = 0;
  let paused = false;
  let closing = false;
  let last: Promise<unknown> = Promise.resolve();
  let nextPause = Promise.withResolvers<void>();

  return {
    do(name, input, how = {}) {
      pending++;
      const done = last.then(() => (createWorker ? onOtherThread(createWorker(), store, { name, input }, (progress) => pause(progress, how)) : doLongWork(store, name, input)));
      last = done.catch(() => {}).then(() => { pending--; });
      return done;
    },
    active: () => pending > 0 && !paused,
    async idle() {
      while (pending > 0 && !paused) await Promise.race([last, nextPause.promise]);
    },
    async close() {
      closing = true;
      while (pending > 0) await last;
    },
  };

  async function pause(reached: Progress, { progress, signal }: LongWriting): Promise<AfterPause> {
    paused = true;
    nextPause.resolve();
    nextPause = Promise.withResolvers();
    progress?.(reached);
    await sleep(pauseMs);
    paused = false;
    return closing || signal?.aborted ? 'stop' : 'goOn';
  }
}

/** The thread ends by itself once it has answered: whatever SQLite does there comes to its end. */
function onOtherThread<N extends LongWorkName>(
  worker: Worker, { path, owner }: Store, work: { name: N; input: LongWork[N]['input'] }, pause: (reached: Progress) => Promise<AfterPause>,
): Promise<LongWork[N]['output']> {
  const { promise, resolve, reject } = Promise.withResolvers<LongWork[N]['output']>();
  worker.on('message', (reply: FromLongWriter) => {
    if ('paused' in reply) void pause(reply.paused).then((next) => worker.postMessage(next), reject);
    else if (reply.ok) resolve(reply.value);
    else reject('error' in reply ? AppError.fromData(reply.error) : new Error(reply.detail));
  });
  worker.on('error', reject);
  worker.on('exit', () => reject(new Error('the thread that writes ended without an answer')));
  worker.postMessage({ ...work, path, owner } satisfies ToLongWriter);
  return promise;
}
