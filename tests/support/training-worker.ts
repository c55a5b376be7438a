import { Worker } from 'node:worker_threads';

export const createTrainingWorker = () => new Worker(new URL('../../src/main/training/worker.ts', import.meta.url));

/** A worker whose thread dies on runs that are called `throws…`, `exits…` or `hangs…`. */
export const createFaultyWorker = () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { stderr: true });
