import { parentPort, workerData } from 'node:worker_threads';
import { createMemory } from '../../src/nn/kernels/wasm/engine.ts';
import type { ToWorker } from '../../src/main/training/messages.ts';
import { serveTraining } from '../../src/main/training/serve-training.ts';

/** A training worker that dies when it is to help another one. */
if (!parentPort) throw new Error('unhelpful-worker.ts runs in a worker thread');
const port = parentPort;
serveTraining({
  on: (event: 'message', listener: (message: ToWorker) => void) => port.on(event, (message: ToWorker) => {
    if (message.kind !== 'help') return listener(message);
    if (workerData === 'on the way') throw new Error('the hamster has lost its way');
    // In a memory without what it is to work on, its first order is its last.
    listener({ ...message, invitation: { ...message.invitation, memory: createMemory(1, true) } });
  }),
  postMessage: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
} as Parameters<typeof serveTraining>[0]);
