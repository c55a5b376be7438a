import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import { createAskedThread } from '../asked-thread.ts';
import { createDoer } from './do-work.ts';
import type { ToDataWorker, WorkInput, WorkName, WorkOutput } from './work.ts';

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
  const thread = createAskedThread<Omit<ToDataWorker, 'id'>>(createWorker, deathOf);
  return {
    ask: (name, input, handOver) => thread.ask({ name, input }, handOver) as Promise<WorkOutput<typeof name>>,
    end: () => thread.end(new AppError('cancelled', 'This was cancelled before it was done.')),
  };
}

function deathOf(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new AppError('tooLarge', 'This file does not fit into memory. Leave out columns or rows of a table, or runs of a capsule.');
  return error ?? new Error('the thread that works on tables ended by itself');
}
