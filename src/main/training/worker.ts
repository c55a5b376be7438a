import { parentPort } from 'node:worker_threads';
import { serveTraining } from './serve-training.ts';

/** Entry of a training worker. It never opens the database: what it finds out, it posts. */
if (!parentPort) throw new Error('worker.ts runs in a worker thread');
serveTraining(parentPort);
