import type { Worker } from 'node:worker_threads';
import { AppError } from '../../contract/errors.ts';
import { largestRunFile, type RunImportReport } from '../../contract/files.ts';
import type { Store } from '../store/types/store.ts';
import { createDataThread, type DataThread } from './data-work/thread.ts';
import { storeIncoming } from './import-runs.ts';

/** Takes in files with runs, models and histories. Each is read on a thread of its own, and stored when all of it has been understood. */
export interface TakingIn {
  /**
   * `file` is taken over and may be empty afterwards. Rejects with the reason where the file is refused, and with `cancelled` once `signal`
   * says so; nothing of it is stored then.
   */
  takeIn(file: Uint8Array, fileName: string, signal?: AbortSignal): Promise<RunImportReport>;
  close(): Promise<void>;
}

export function createTakingIn({ store, createWorker }: { store: Store; createWorker: (() => Worker) | undefined }): TakingIn {
  const reading = new Set<DataThread>();
  return {
    async takeIn(file, fileName, signal) {
      if (file.length > largestRunFile) throw new AppError('tooLarge', `${JSON.stringify(fileName.slice(0, 100))} is larger than the ${largestRunFile / 2 ** 30} GB that can be imported. Export its runs into several capsules.`);
      refuseCancelled(signal);
      const thread = createDataThread(createWorker);
      reading.add(thread);
      const cancel = () => void thread.end();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        const read = await thread.ask('readRuns', { file, fileName }, ownBuffer(file));
        refuseCancelled(signal);
        return storeIncoming(store, read);
      } finally {
        signal?.removeEventListener('abort', cancel);
        reading.delete(thread);
        await thread.end();
      }
    },
    async close() {
      await Promise.all([...reading].map((thread) => thread.end()));
    },
  };
}

function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'The import was cancelled: nothing was stored.');
}

/** What can go to another thread without a copy: memory that nothing else lies in. */
function ownBuffer(file: Uint8Array): ArrayBuffer[] {
  return file.buffer instanceof ArrayBuffer && file.byteLength === file.buffer.byteLength && file.byteLength > 1 << 16 ? [file.buffer] : [];
}
