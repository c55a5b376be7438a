import { parentPort } from 'node:worker_threads';
import { serveTraining } from '../../src/main/training/serve-training.ts';

/** A training worker of an engine that does not know the kernel's instructions. */
if (!parentPort) throw new Error('slow-worker.ts runs in a worker thread');
Object.defineProperty(WebAssembly, 'Module', {
  value: function Module() {
    throw new WebAssembly.CompileError('invalid numeric opcode 0xfd87');
  },
});
serveTraining(parentPort);
