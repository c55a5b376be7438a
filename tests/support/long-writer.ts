import { Worker } from 'node:worker_threads';

export const createLongWriter = () => new Worker(new URL('../../src/main/workbench/long-writes/worker.ts', import.meta.url));
