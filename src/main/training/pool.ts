import type { Worker } from 'node:worker_threads';
import type { Table } from '../../data/table.ts';
import { dismissHelpers, loseHelper } from '../../nn/arithmetic.ts';
import { createSteering, type Steering } from './control.ts';
import type { FromWorker, Signal, ToWorker, TrainingEvent, TrainingJob } from './messages.ts';
import { unpackEpochs } from './packed-epochs.ts';

/** Threads that train, or help one that does. How many trainings go on at a time is the queue's business. */
export interface TrainingPool {
  /**
   * Trains on an idle thread, or on a new one. The last event is `ended`, whatever happens to the thread. `threads` is how
   * many may compute, 1 by default: the others are found when there is work that is worth it, and change no number.
   */
  start(task: TrainingTask, threads?: number): RunningTraining;
  /**
   * Puts it before all threads that train: whoever is done first begins with it, without a word from this thread. It may be
   * taken back until then. Computed by one thread. Offers are taken up in their order; one that no thread is left for waits on.
   */
  offer(task: TrainingTask): OfferedTraining;
  /** Ends idle threads beyond this many, now and whenever a training ends. */
  keep(threads: number): void;
  /** Ends all threads; trainings that had not ended yet fail. */
  close(): Promise<void>;
}

export interface TrainingTask {
  job: TrainingJob;
  /** called when a thread needs the job's table for the first time */
  loadTable(): Table | Promise<Table>;
  /**
   * `recorded` is to be called once what an event of epochs brought has been dealt with, now or later: the training waits
   * where several are left.
   */
  listen(event: TrainingEvent, recorded: () => void): void;
}

export interface RunningTraining {
  signal(signal: Signal): void;
}

export interface OfferedTraining extends RunningTraining {
  begun(): boolean;
  /** False where a thread has begun. */
  withdraw(): boolean;
}

/** A training that a thread has, or may take. */
interface Held {
  task: TrainingTask;
  steering: Steering;
}

interface Thread {
  number: number;
  worker: Worker;
  /** what it trains, and what it is known to have done or begun that has not been heard of yet */
  held: Held[];
  /** what others help its training by; its memory is theirs too */
  crew: Int32Array | null;
  /** the crew that it is a helper of */
  helps: Int32Array | null;
  /** what killed it, until its end is reported */
  error: unknown;
}

/** `onLoss` hears when a thread has died, after what it trained: offers that it would have taken up may be left. */
export function createPool(createWorker: () => Worker, onLoss: () => void = () => {}): TrainingPool {
  const threads = new Set<Thread>();
  let offers: Held[] = [];
  let made = 0;
  let kept = 1;

  return {
    start(task, count = 1) {
      const thread = idleThreads()[0] ?? addThread();
      const held = { task, steering: createSteering(thread.number) };
      thread.held.push(held);
      sendJob(thread, held, count);
      return held.steering;
    },
    offer(task) {
      const held = { task, steering: createSteering() };
      offers.push(held);
      for (const thread of threads) if (thread.held.length > 0) sendJob(thread, held, 1);
      return {
        signal: (value) => held.steering.signal(value),
        begun: () => held.steering.claimedBy() !== null,
        withdraw() {
          if (!held.steering.withdraw()) return false;
          offers = offers.filter((one) => one !== held);
          return true;
        },
      };
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
    const thread: Thread = { number: ++made, worker: createWorker(), held: [], crew: null, helps: null, error: null };
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
    if (message.kind === 'helpNeeded') return sendHelp(thread, message);
    noteClaims();
    const held = thread.held.find(({ task }) => task.job.runId === message.runId);
    if (!held) return;
    if (message.kind === 'tableNeeded') return void sendTable(thread, held.task, message.tableKey);
    if (message.kind === 'ended') release(thread, held);
    held.task.listen(message.kind === 'packedEpochs' ? unpackEpochs(message) : message, held.steering.recorded);
  }

  /** Offers that have been taken up become their thread's. */
  function noteClaims(): void {
    if (offers.length === 0) return;
    const byNumber = new Map([...threads].map((thread) => [thread.number, thread]));
    offers = offers.filter((held) => {
      const thread = byNumber.get(held.steering.claimedBy() ?? 0);
      thread?.held.push(held);
      return thread === undefined;
    });
  }

  function sendHelp(thread: Thread, { helpers, invitation }: Extract<FromWorker, { kind: 'helpNeeded' }>): void {
    thread.crew = invitation.control;
    for (let i = 0; i < helpers; i++) {
      const helper = idleThreads()[0] ?? addThread();
      helper.helps = invitation.control;
      send(helper, { kind: 'help', invitation });
    }
  }

  function release(thread: Thread, held: Held): void {
    thread.held = thread.held.filter((one) => one !== held);
    disband(thread);
    trim();
  }

  function bury(thread: Thread, code: number): void {
    noteClaims();
    threads.delete(thread);
    const { held } = thread;
    thread.held = [];
    disband(thread);
    if (thread.helps) loseHelper(thread.helps);
    for (const { task } of held)
      task.listen({ kind: 'ended', runId: task.job.runId, end: { kind: 'failed', message: deathOf(thread.error, code) } }, () => {});
    onLoss();
  }

  function idleThreads(): Thread[] {
    noteClaims();
    return [...threads].filter(({ held, helps }) => held.length === 0 && helps === null);
  }

  /** A thread without work may be about to take up an offer. */
  function trim(): void {
    if (offers.length > 0) return;
    for (const thread of idleThreads().slice(kept)) {
      threads.delete(thread);
      void thread.worker.terminate();
    }
  }
}

function sendJob(thread: Thread, { task: { job }, steering: { shared } }: Held, threads: number): void {
  send(thread, { kind: 'train', job, control: shared, as: thread.number, threads });
}

/** Its helpers leave: they wait for orders that will not come. */
function disband(thread: Thread): void {
  if (thread.crew) dismissHelpers(thread.crew);
  thread.crew = null;
}

function send(thread: Thread, message: ToWorker): void {
  thread.worker.postMessage(message);
}

async function sendTable(thread: Thread, task: TrainingTask, tableKey: string): Promise<void> {
  try {
    send(thread, { kind: 'table', tableKey, table: await task.loadTable() });
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
