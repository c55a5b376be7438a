import type { Worker } from 'node:worker_threads';
import type { Table } from '../../data/table.ts';
import { dismissHelpers, loseHelper } from '../../nn/arithmetic.ts';
import { createControl } from './control.ts';
import type { FromWorker, Signal, ToWorker, TrainingEvent, TrainingJob } from './messages.ts';
import { unpackEpochs } from './packed-epochs.ts';

/** Threads that train, or help one that does. How many trainings go on at a time is the queue's business. */
export interface TrainingPool {
  /**
   * Trains on an idle thread, or on a new one. The last event is `ended`, whatever happens to the thread. `threads` is how
   * many may compute, 1 by default: the others are found when there is work that is worth it, and change no number.
   */
  start(task: TrainingTask, threads?: number): RunningTraining;
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
  /** what others help its training by; its memory is theirs too */
  crew: Int32Array | null;
  /** the crew that it is a helper of */
  helps: Int32Array | null;
  /** what killed it, until its end is reported */
  error: unknown;
}

export function createPool(createWorker: () => Worker): TrainingPool {
  const threads = new Set<Thread>();
  let kept = 1;

  return {
    start(task, count = 1) {
      const thread = idleThreads()[0] ?? addThread();
      const { shared, signal } = createControl();
      thread.task = task;
      send(thread, { kind: 'train', job: task.job, control: shared, threads: count });
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
    const thread: Thread = { worker: createWorker(), task: null, crew: null, helps: null, error: null };
    thread.worker.on('message', (message: FromWorker) => receive(thread, message));
    thread.worker.on('error', (error: unknown) => { thread.error = error; });
    thread.worker.on('exit', (code) => bury(thread, code));
    threads.add(thread);
    return thread;
  }

  function receive(thread: Thread, message: FromWorker): void {
    if (message.kind === 'helped') {
      thread.helps = null;
      return trim();
    }
    const { task } = thread;
    if (!task) return;
    if (message.kind === 'tableNeeded') return sendTable(thread, task, message.tableKey);
    if (message.kind === 'helpNeeded') return sendHelp(thread, message);
    if (message.kind === 'ended') release(thread);
    task.listen(message.kind === 'packedEpochs' ? unpackEpochs(message) : message);
  }

  function sendHelp(thread: Thread, { helpers, invitation }: Extract<FromWorker, { kind: 'helpNeeded' }>): void {
    thread.crew = invitation.control;
    for (let i = 0; i < helpers; i++) {
      const helper = idleThreads()[0] ?? addThread();
      helper.helps = invitation.control;
      send(helper, { kind: 'help', invitation });
    }
  }

  function release(thread: Thread): void {
    thread.task = null;
    disband(thread);
    trim();
  }

  function bury(thread: Thread, code: number): void {
    threads.delete(thread);
    const { task } = thread;
    thread.task = null;
    disband(thread);
    if (thread.helps) loseHelper(thread.helps);
    task?.listen({ kind: 'ended', runId: task.job.runId, end: { kind: 'failed', message: deathOf(thread.error, code) } });
  }

  function idleThreads(): Thread[] {
    return [...threads].filter(({ task, helps }) => task === null && helps === null);
  }

  function trim(): void {
    for (const thread of idleThreads().slice(kept)) {
      threads.delete(thread);
      void thread.worker.terminate();
    }
  }
}

/** Its helpers leave: they wait for orders that will not come. */
function disband(thread: Thread): void {
  if (thread.crew) dismissHelpers(thread.crew);
  thread.crew = null;
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
