import type { Worker } from 'node:worker_threads';
import { AppError, type ErrorData } from '../../contract/errors.ts';

/** What a thread posts back: the answer to the question with this id. */
export type Answer<V = unknown> =
  | { id: number; ok: true; value: V }
  | { id: number; ok: false; error: ErrorData }
  /** what no person is shown */
  | { id: number; ok: false; detail: string };

/** A thread that answers questions. It starts with the first of them and keeps no process alive while none waits. */
export interface AskedThread<Q extends object> {
  /**
   * Rejects with what the work threw, with why the thread was ended meanwhile, and with `onDeath` where it ended by itself.
   * What is in `handOver` goes to the thread without a copy.
   */
  ask(question: Q, handOver?: ArrayBuffer[]): Promise<unknown>;
  /** How many questions are not answered yet. */
  readonly asked: number;
  /** Ends the thread at once, whatever it is doing. Asking again starts another one. */
  end(why: AppError): Promise<void>;
}

export function createAskedThread<Q extends object>(create: () => Worker, onDeath: (error: unknown) => unknown): AskedThread<Q> {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let worker: Worker | null = null;
  let lastId = 0;

  return {
    ask(question, handOver = []) {
      const answer = Promise.withResolvers<unknown>();
      worker ??= start();
      pending.set(++lastId, answer);
      worker.ref();
      worker.postMessage({ id: lastId, ...question }, handOver);
      return answer.promise;
    },
    get asked() {
      return pending.size;
    },
    async end(why) {
      const ending = worker;
      worker = null;
      rejectAll(why);
      await ending?.terminate();
    },
  };

  function start(): Worker {
    const started = create();
    let death: unknown = null;
    // One that was ended has nothing to say for the one after it. Above all it keeps its hold on this process: whoever waits
    // for its end would otherwise wait in a process that has nothing left to do, and so ends before.
    started.on('message', (answer: Answer) => worker === started && hear(started, answer));
    started.on('error', (error: unknown) => { death = error; });
    started.on('exit', () => {
      if (worker !== started) return;
      worker = null;
      rejectAll(onDeath(death));
    });
    return started;
  }

  function hear(from: Worker, answer: Answer): void {
    const question = pending.get(answer.id);
    pending.delete(answer.id);
    if (pending.size === 0) from.unref();
    if (answer.ok) question?.resolve(answer.value);
    else question?.reject('error' in answer ? AppError.fromData(answer.error) : new Error(answer.detail));
  }

  function rejectAll(why: unknown): void {
    const rejected = [...pending.values()];
    pending.clear();
    for (const { reject } of rejected) reject(why);
  }
}
