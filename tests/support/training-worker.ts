import { Worker } from 'node:worker_threads';

export const createTrainingWorker = () => new Worker(new URL('../../src/main/training/worker.ts', import.meta.url));

/** A worker whose thread dies on runs that are called `throws…`, `exits…` or `hangs…`. */
export const createFaultyWorker = () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { stderr: true });

/** A worker that trains well, but whose thread dies where it is to help: before it comes, or of the first work. */
export const createUnhelpfulWorker = (dies: 'on the way' | 'at work') =>
  new Worker(new URL('./unhelpful-worker.ts', import.meta.url), { stderr: true, workerData: dies });

/** A worker that can only use the slow kernel. */
export const createSlowWorker = () => new Worker(new URL('./slow-worker.ts', import.meta.url));
