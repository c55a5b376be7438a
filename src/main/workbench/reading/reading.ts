import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import type { QuestionTurn } from '../../../contract/run-lists.ts';
import type { Store } from '../../store/types.ts';
import type { Tables } from '../tables.ts';
import { createReadNow, type FromReader, type ReaderStart, type ReadName, type ReadNow, type ReadWork, type ToReader } from './work.ts';

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
  message: ToReader;
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
  const asked = new Map<number, Question>();
  let waiting: Question[] = [];
  let worker: Worker | null = null;
  let lastId = 0;

  return {
    read(name, input, turn) {
      if (turn) callOff(turn);
      const { promise, resolve, reject } = Promise.withResolvers<ReadWork[typeof name]['output']>();
      waiting.push({ message: { id: ++lastId, name, input }, turn, resolve, reject });
      askNext();
      return promise;
    },
    async close() {
      const ending = worker;
      worker = null;
      rejectAll(new AppError('cancelled', 'Trainyard is being closed.'));
      await ending?.terminate();
    },
  };

  function callOff({ list, number }: QuestionTurn): void {
    const outdated = waiting.filter(({ turn }) => turn?.list === list && turn.number < number);
    waiting = waiting.filter((one) => !outdated.includes(one));
    for (const { reject } of outdated) reject(new AppError('cancelled', 'Something else was asked for meanwhile.'));
  }

  function askNext(): void {
    while (asked.size < askedAtOnce) {
      const question = waiting.shift();
      if (!question) return;
      asked.set(question.message.id, question);
      worker ??= start();
      worker.ref();
      worker.postMessage(question.message);
    }
  }

  function start(): Worker {
    const started = createWorker();
    let death: unknown = null;
    started.postMessage({ path, owner } satisfies ReaderStart);
    started.on('message', (reply: FromReader) => hear(started, reply));
    started.on('error', (error: unknown) => { death = error; });
    started.on('exit', () => {
      // One that was ended has nothing to say for the one after it.
      if (worker !== started) return;
      worker = null;
      rejectAll(death ?? new Error('the thread that reads ended by itself'));
    });
    return started;
  }

  function hear(from: Worker, reply: FromReader): void {
    const question = asked.get(reply.id);
    asked.delete(reply.id);
    if (asked.size === 0 && waiting.length === 0) from.unref();
    askNext();
    if (reply.ok) question?.resolve(reply.value as never);
    else question?.reject('error' in reply ? AppError.fromData(reply.error) : new Error(reply.detail));
  }

  function rejectAll(error: unknown): void {
    const rejected = [...asked.values(), ...waiting];
    asked.clear();
    waiting = [];
    for (const { reject } of rejected) reject(error);
  }
}
