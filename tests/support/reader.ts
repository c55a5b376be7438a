import { Worker } from 'node:worker_threads';

export const createReader = () => new Worker(new URL('../../src/main/workbench/reading/worker.ts', import.meta.url));
