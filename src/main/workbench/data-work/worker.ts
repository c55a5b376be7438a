import { parentPort, type MessagePort } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';
import { DataError } from '../../../data/errors.ts';
import { createDoer } from './do-work.ts';
import { largeBuffersIn } from './large-buffers.ts';
import type { FromDataWorker, ToDataWorker } from './work.ts';

/** Entry of the thread that works on tables. It never opens the database: what it finds out, it posts. */
if (!parentPort) throw new Error('worker.ts runs in a worker thread');
serve(parentPort);

function serve(port: MessagePort): void {
  const work = createDoer();
  port.on('message', ({ id, name, input }: ToDataWorker) => void answer(id, () => work(name, input)).then((message) => port.postMessage(message, name === 'readRuns' && message.ok ? largeBuffersIn(message.value) : [])));
}

async function answer(id: number, work: () => Promise<Extract<FromDataWorker, { ok: true }>['value']>): Promise<FromDataWorker> {
  try {
    return { id, ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AppError) return { id, ok: false, error: error.toData() };
    if (error instanceof DataError) return { id, ok: false, error: new AppError('invalidInput', error.message, error.field).toData() };
    return { id, ok: false, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
