import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import type { QuestionTurn } from '../../../contract/run-lists.ts';
import type { Store } from '../../store/types/store.ts';
import { createAskedThread } from '../asked-thread.ts';
import type { Tables } from '../tables.ts';
import { createReadNow, type ReaderStart, type ReadName, type ReadNow, type ReadWork, type ToReader } from './work.ts';

/**
 * Reads that take long, on a thread of its own with its own connection, so that this one goes on answering. It starts with
 * the first of them and keeps no process alive.
 */
export interface Reading {
  /**
   * Rejects with what the reading threw. With a `turn`, those of the same list that wait and are of an earlier one are
   * rejected as `cancelled`: nobody looks at them any more.
   */
  read<N extends ReadName>(name: N, input: ReadWork[N]['input'], turn?: QuestionTurn): Promise<ReadWork[N]['output']>;
  close(): Promise<void>;
}

interface Question {
  message: Omit<ToReader, 'id'>;
  turn: QuestionTurn | undefined;
  resolve(value: never): void;
  reject(error: unknown): void;
}

/** What waits here may still be called off, what the thread has may not. */
const askedAtOnce = 2;

/** Without a way to create a thread it is read in this one. */
export function createReading(store: Store, tables: Tables, createWorker: (() => Worker) | undefined): Reading {
  return createWorker ? onOtherThread(store, createWorker) : inThisThread(createReadNow(store, tables));
}

function inThisThread(readNow: ReadNow): Reading {
  return { read: readNow, close: () => Promise.resolve() };
}

function onOtherThread({ path, owner }: Store, createWorker: () => Worker): Reading {
  const thread = createAskedThread<Omit<ToReader, 'id'>>(start, (death) => death ?? new Error('the thread that reads ended by itself'));
  let waiting: Question[] = [];

  return {
    read(name, input, turn) {
      if (turn) callOff(turn);
      const { promise, resolve, reject } = Promise.withResolvers<ReadWork[typeof name]['output']>();
      waiting.push({ message: { name, input }, turn, resolve, reject });
      askNext();
      return promise;
    },
    async close() {
      const why = new AppError('cancelled', 'Trainyard is being closed.');
      for (const { reject } of waiting.splice(0)) reject(why);
      await thread.end(why);
    },
  };

  function callOff({ list, number }: QuestionTurn): void {
    const outdated = waiting.filter(({ turn }) => turn?.list === list && turn.number < number);
    waiting = waiting.filter((one) => !outdated.includes(one));
    for (const { reject } of outdated) reject(new AppError('cancelled', 'Something else was asked for meanwhile.'));
  }

  function askNext(): void {
    while (thread.asked < askedAtOnce) {
      const question = waiting.shift();
      if (!question) return;
      void thread.ask(question.message).then((value) => question.resolve(value as never), question.reject).finally(askNext);
    }
  }

  function start(): Worker {
    const started = createWorker();
    started.postMessage({ path, owner } satisfies ReaderStart);
    return started;
  }
}
