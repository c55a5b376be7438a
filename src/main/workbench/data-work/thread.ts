import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import { createDoer } from './do-work.ts';
import type { FromDataWorker, WorkInput, WorkName, WorkOutput } from './work.ts';

/** A thread that works on tables, so that this one goes on answering. It starts with the first work and keeps no process alive. */
export interface DataThread {
  /**
   * Rejects with what the work threw, `cancelled` where the thread was ended meanwhile, and `tooLarge` where the table did not fit into memory.
   * What is in `handOver` goes to the thread without a copy.
   */
  ask<N extends WorkName>(name: N, input: WorkInput<N>, handOver?: ArrayBuffer[]): Promise<WorkOutput<N>>;
  /** Ends the thread at once, whatever it is doing. Asking again starts another one. */
  end(): Promise<void>;
}

interface Pending {
  resolve(value: never): void;
  reject(error: unknown): void;
}

/** Without a way to create a thread the work is done in this one. */
export function createDataThread(createWorker: (() => Worker) | undefined): DataThread {
  return createWorker ? onOtherThread(createWorker) : inThisThread();
}

function inThisThread(): DataThread {
  const work = createDoer();
  return {
    // Later, as another thread would.
    ask: async (name, input) => {
      await Promise.resolve();
      return await work(name, input);
    },
    end: () => Promise.resolve(),
  };
}

function onOtherThread(createWorker: () => Worker): DataThread {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let lastId = 0;

  return {
    ask(name, input, handOver = []) {
      const { promise, resolve, reject } = Promise.withResolvers<WorkOutput<typeof name>>();
      const thread = (worker ??= start());
      pending.set(++lastId, { resolve, reject });
      thread.ref();
      thread.postMessage({ id: lastId, name, input }, handOver);
      return promise;
    },
    async end() {
      const ending = worker;
      worker = null;
      rejectAll(new AppError('cancelled', 'This was cancelled before it was done.'));
      await ending?.terminate();
    },
  };

  function start(): Worker {
    const started = createWorker();
    let death: unknown = null;
    started.on('message', (message: FromDataWorker) => hear(started, message));
    started.on('error', (error: unknown) => { death = error; });
    started.on('exit', () => {
      // A thread that was ended has nothing to say for the one after it.
      if (worker !== started) return;
      worker = null;
      rejectAll(deathOf(death));
    });
    return started;
  }

  function hear(from: Worker, message: FromDataWorker): void {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (pending.size === 0) from.unref();
    if (message.ok) waiting?.resolve(message.value as never);
    else waiting?.reject('error' in message ? AppError.fromData(message.error) : new Error(message.detail));
  }

  function rejectAll(error: unknown): void {
    const rejected = [...pending.values()];
    pending.clear();
    for (const { reject } of rejected) reject(error);
  }
}

function deathOf(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new AppError('tooLarge', 'This file does not fit into memory. Leave out columns or rows of a table, or runs of a capsule.');
  return error ?? new Error('the thread that works on tables ended by itself');
}
