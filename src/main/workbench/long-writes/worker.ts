import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import { openStore } from '../../store/open.ts';
import { doLongWork, type FromLongWriter, type ToLongWriter } from './work.ts';

/** Entry of the thread that writes what takes long, through a connection of its own: other threads read meanwhile. */
if (!parentPort) throw new Error('worker.ts runs in a worker thread');
const port = parentPort;
port.once('message', (message: ToLongWriter) => {
  void answer(message).then((reply) => port.postMessage(reply));
});

async function answer({ name, input, path, owner }: ToLongWriter): Promise<FromLongWriter> {
  try {
    const store = await openStore(path, { onBehalfOf: owner });
    try {
      return { ok: true, value: doLongWork(store, name, input as never) };
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.toData() };
    return { ok: false, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
