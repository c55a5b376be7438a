import type { Worker } from 'node:worker_threads';
import type { Table } from '../../data/table.ts';
import { createControl } from './control.ts';
import type { FromWorker, Signal, ToWorker, TrainingEvent, TrainingJob } from './messages.ts';

/** Threads that train. How many trainings go on at a time is the queue's business. */
export interface TrainingPool {
  /** Trains on an idle thread, or on a new one. The last event is `ended`, whatever happens to the thread. */
  start(task: TrainingTask): RunningTraining;
  /** Ends idle threads beyond this many, now and whenever a training ends. */
  keep(threads: number): void;
  /** Ends all threads; trainings that had not ended yet fail. */
  close(): Promise<void>;
}

export interface TrainingTask {
  job: TrainingJob;
  /** called when a thread needs the job's table for the first time */
  loadTable(): Table;
  listen(event: TrainingEvent): void;
}

export interface RunningTraining {
  signal(signal: Signal): void;
}

interface Thread {
  worker: Worker;
  task: TrainingTask | null;
  /** what killed it, until its end is reported */
  error: unknown;
}

export function createPool(createWorker: () => Worker): TrainingPool {
  const threads = new Set<Thread>();
  let kept = 1;

  return {
    start(task) {
      const thread = idleThreads()[0] ?? addThread();
      const { shared, signal } = createControl();
      thread.task = task;
      send(thread, { kind: 'train', job: task.job, control: shared });
      return { signal };
    },
    keep(count) {
      kept = count;
      trim();
    },
    async close() {
      kept = 0;
      await Promise.all([...threads].map((thread) => thread.worker.terminate()));
    },
  };

  function addThread(): Thread {
    const thread: Thread = { worker: createWorker(), task: null, error: null };
    thread.worker.on('message', (message: FromWorker) => receive(thread, message));
    thread.worker.on('error', (error: unknown) => { thread.error = error; });
    thread.worker.on('exit', (code) => bury(thread, code));
    threads.add(thread);
    return thread;
  }

  function receive(thread: Thread, message: FromWorker): void {
    const { task } = thread;
    if (!task) return;
    if (message.kind === 'tableNeeded') return sendTable(thread, task, message.tableKey);
    if (message.kind === 'ended') release(thread);
    task.listen(message);
  }

  function release(thread: Thread): void {
    thread.task = null;
    trim();
  }

  function bury(thread: Thread, code: number): void {
    threads.delete(thread);
    const { task } = thread;
    thread.task = null;
    task?.listen({ kind: 'ended', runId: task.job.runId, end: { kind: 'failed', message: deathOf(thread.error, code) } });
  }

  function idleThreads(): Thread[] {
    return [...threads].filter((thread) => thread.task === null);
  }

  function trim(): void {
    for (const thread of idleThreads().slice(kept)) {
      threads.delete(thread);
      void thread.worker.terminate();
    }
  }
}

function send(thread: Thread, message: ToWorker): void {
  thread.worker.postMessage(message);
}

function sendTable(thread: Thread, task: TrainingTask, tableKey: string): void {
  try {
    send(thread, { kind: 'table', tableKey, table: task.loadTable() });
  } catch (error) {
    send(thread, { kind: 'tableFailed', tableKey, message: error instanceof Error ? error.message : String(error) });
  }
}

function deathOf(error: unknown, code: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return 'The training ran out of memory. Use a smaller network, batch or table.';
  if (error instanceof Error) return `The training stopped on an unexpected error: ${error.message}`;
  return `The training's thread ended unexpectedly (exit code ${code}).`;
}
