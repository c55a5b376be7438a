import { Worker } from 'node:worker_threads';

export const createDataWorker = () => new Worker(new URL('../../src/main/workbench/data-work/worker.ts', import.meta.url));
