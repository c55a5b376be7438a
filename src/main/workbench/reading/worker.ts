import { parentPort, type MessagePort } from 'node:worker_threads';
import { openStore } from '../../store/open.ts';
import { errorData } from '../dispatch.ts';
import { createTables } from '../tables.ts';
import { createReadNow, type FromReader, type ReaderStart, type ReadNow, type ToReader } from './work.ts';

/** Entry of the thread that reads much, through a connection of its own. */
if (!parentPort) throw new Error('worker.ts runs in a worker thread');
const port = parentPort;
port.once('message', (start: ReaderStart) => serve(port, openReading(start)));

async function openReading({ path, owner }: ReaderStart): Promise<ReadNow> {
  const store = await openStore(path, { onBehalfOf: owner });
  return createReadNow(store, createTables(store, { inSharedMemory: true }));
}

function serve(to: MessagePort, opened: Promise<ReadNow>): void {
  to.on('message', (question: ToReader) => void answer(question, opened).then((reply) => to.postMessage(reply)));
}

async function answer({ id, name, input }: ToReader, opened: Promise<ReadNow>): Promise<FromReader> {
  try {
    return { id, ok: true, value: await (await opened)(name, input) };
  } catch (error) {
    let detail: string | null = null;
    const shown = errorData(error, (text) => { detail = text; });
    return detail === null ? { id, ok: false, error: shown } : { id, ok: false, detail };
  }
}
