import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../../src/main/training/messages.ts';
import { serveTraining } from '../../src/main/training/serve-training.ts';

/** A training worker that dies when it is told to. */
if (!parentPort) throw new Error('faulty-worker.ts runs in a worker thread');
parentPort.on('message', (message: ToWorker) => {
  if (message.kind !== 'train') return;
  if (message.job.runId.startsWith('throws')) throw new Error('the hamster is tired');
  if (message.job.runId.startsWith('exits')) process.exit(7);
  if (message.job.runId.startsWith('hangs')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
serveTraining(parentPort);
