import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import { openStore } from '../../store/open.ts';
import { longWorkInSlices, type AfterPause, type FromLongWriter, type Slices, type ToLongWriter } from './work.ts';

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
      return { ok: true, value: await work(longWorkInSlices(store, name, input as never)) };
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.toData() };
    return { ok: false, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Between two transactions others have their turn, for as long as the one that asked says. */
async function work<T>(slices: Slices<T>): Promise<T> {
  for (let step = slices.next(); ; step = slices.next()) {
    if (step.done) return step.value;
    const told = once(port, 'message') as Promise<[AfterPause]>;
    port.postMessage({ paused: step.value } satisfies FromLongWriter);
    if ((await told)[0] === 'stop') throw new AppError('cancelled', `This was stopped after ${step.value.done} of ${step.value.total}; what was done stays done.`);
  }
}
