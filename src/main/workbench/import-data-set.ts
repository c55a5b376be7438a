import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import type { DataSetDetail, ImportOptions } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import type { DataSetStaging } from '../store/types/data-sets.ts';
import type { Store } from '../store/types/store.ts';
import { createDataThread, type DataThread } from './data-work/thread.ts';
import type { FinishedImport } from './data-work/work.ts';
import type { EventBus } from './event-bus.ts';

/**
 * Imports that arrive in pieces. Each is read on a thread of its own, and nothing of it can be seen in the store before
 * the last piece has been understood and written.
 */
export interface Imports {
  begin(file: { fileName: string; totalBytes: number | null; options: ImportOptions }): Promise<{ importId: string }>;
  send(importId: string, bytes: Uint8Array): Promise<{ rows: number }>;
  finish(importId: string): Promise<DataSetDetail>;
  /** Whatever it is doing; leaves nothing. */
  cancel(importId: string): Promise<void>;
  close(): Promise<void>;
}

interface RunningImport {
  thread: DataThread;
  fileName: string;
  /** what the sender says that the file has; null where it does not know */
  totalBytes: number | null;
  bytes: number;
  options: ImportOptions;
  announcedAt: number;
}

export interface ImportSetting {
  store: Store;
  bus: EventBus;
  createWorker: (() => Worker) | undefined;
}

/** A window that was closed in the middle of an import does not say so: there is room for this many at a time. */
const importsAtATime = 8;
const announceEveryMs = 100;

export function createImports({ store, bus, createWorker }: ImportSetting): Imports {
  const running = new Map<string, RunningImport>();

  return {
    async begin({ fileName, totalBytes, options }) {
      const oldest = running.keys().next();
      if (running.size >= importsAtATime && !oldest.done) await drop(oldest.value);
      const importId = randomUUID();
      const thread = createDataThread(createWorker);
      running.set(importId, { thread, fileName, totalBytes, bytes: 0, options, announcedAt: 0 });
      await guard(importId, () => thread.ask('begin', { fileName, options }));
      return { importId };
    },
    async send(importId, bytes) {
      const one = find(importId);
      return guard(importId, async () => {
        one.bytes += bytes.length;
        refuseOtherSize(one, one.bytes > (one.totalBytes ?? Infinity));
        const { rows } = await one.thread.ask('write', { bytes });
        announce(importId, one, rows);
        return { rows };
      });
    },
    async finish(importId) {
      const one = find(importId);
      const detail = await guard(importId, async () => {
        refuseOtherSize(one, one.bytes !== (one.totalBytes ?? one.bytes));
        return storeImport(importId, one, await one.thread.ask('finish', null));
      });
      await drop(importId);
      bus.emit('dataSets.changed', { sets: [detail] });
      return detail;
    },
    cancel: drop,
    async close() {
      await Promise.all([...running.keys()].map(drop));
    },
  };

  function find(importId: string): RunningImport {
    const one = running.get(importId);
    if (!one) throw new AppError('notFound', 'This import is over or was cancelled. Start it again.');
    return one;
  }

  async function drop(importId: string): Promise<void> {
    const one = running.get(importId);
    running.delete(importId);
    await one?.thread.end();
  }

  /** A file that was refused once is not asked about again. */
  async function guard<T>(importId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await drop(importId);
      throw error;
    }
  }

  /** Column by column, and others are served in between. */
  async function storeImport(importId: string, { fileName, options }: RunningImport, { columns, ...finished }: FinishedImport): Promise<DataSetDetail> {
    const staging = store.dataSets.stage({ ...finished, columns: columns.length, source: fileName, builtIn: false, options });
    try {
      for (const column of columns) {
        await served();
        refuseCancelled(importId);
        staging.add(column);
      }
      await served();
      refuseCancelled(importId);
      return staging.commit();
    } catch (error) {
      discard(staging);
      throw error;
    }
  }

  function refuseCancelled(importId: string): void {
    if (!running.has(importId)) throw new AppError('cancelled', 'The import was cancelled.');
  }

  function announce(importId: string, one: RunningImport, rows: number): void {
    const now = performance.now();
    if (now - one.announcedAt < announceEveryMs) return;
    one.announcedAt = now;
    bus.emit('import.progress', { importId, bytes: one.bytes, totalBytes: one.totalBytes, rows });
  }
}

/** The store may have been closed meanwhile: what is left then is removed with the next import. */
function discard(staging: DataSetStaging): void {
  try {
    staging.discard();
  } catch {
    // The first error says more.
  }
}

const served = () => new Promise((resolve) => setImmediate(resolve));

function refuseOtherSize({ fileName, totalBytes, bytes }: RunningImport, differs: boolean): void {
  if (!differs) return;
  throw new AppError('unreadable', `${fileName} had ${totalBytes} bytes when it was opened, but ${bytes} came: it was changed or cut off while it was read. Import it again.`);
}
