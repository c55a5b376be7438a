import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Handlers } from '../../contract/api.ts';
import { AppError } from '../../contract/errors.ts';
import type { RunImportPreview, RunImportReport } from '../../contract/files.ts';
import type { Store } from '../store/types/store.ts';
import { createDataThread, type DataThread } from './data-work/thread.ts';
import type { EventBus } from './event-bus.ts';
import { formOfFile } from './file-model.ts';
import { importSteps } from './import-runs.ts';
import { previewRunImport } from './preview-run-import.ts';
import type { ReadRunFile } from './read-run-file.ts';

export type RunImportHandlers = Pick<Handlers, Extract<keyof Handlers, `runImports.${string}`>>;

export interface RunImports {
  handlers: RunImportHandlers;
  close(): Promise<void>;
}

export interface RunImportSetting {
  store: Store;
  bus: EventBus;
  createWorker: (() => Worker) | undefined;
  /** announces what was stored */
  stored(report: RunImportReport): void;
}

interface Session {
  thread: DataThread;
  fileName: string;
  /** all of the file, filled up to `bytes`; empty once it was read */
  file: Uint8Array<ArrayBuffer>;
  bytes: number;
  totalBytes: number;
  read: ReadRunFile | null;
}

/** A window that was closed in the middle of an import does not say so: there is room for this many at a time. */
const atATime = 4;
/** how long storing may keep others waiting */
const sliceMs = 25;
/** of weights in one transaction: writing them out at its end takes longer than storing them */
const sliceBytes = 4 * 1024 * 1024;

/**
 * Files with runs, a model or a history that arrive in pieces. Each is read on a thread of its own, shown before anything
 * is stored, and then stored in slices between which other calls get their turn.
 */
export function createRunImports({ store, bus, createWorker, stored }: RunImportSetting): RunImports {
  const sessions = new Map<string, Session>();

  return {
    handlers: {
      async 'runImports.begin'({ fileName, totalBytes }) {
        const oldest = sessions.keys().next();
        if (sessions.size >= atATime && !oldest.done) await drop(oldest.value);
        const importId = randomUUID();
        sessions.set(importId, { thread: createDataThread(createWorker), fileName, totalBytes, file: new Uint8Array(totalBytes), bytes: 0, read: null });
        return { importId };
      },
      'runImports.send': ({ importId, bytes }) => guard(importId, (session) => {
        session.bytes += bytes.length;
        if (session.bytes > session.totalBytes) throw otherSize(session);
        session.file.set(bytes, session.bytes - bytes.length);
        return Promise.resolve(null);
      }),
      'runImports.look': ({ importId }) => guard(importId, look),
      'runImports.finish': ({ importId }) => guard(importId, async (session) => {
        if (!session.read) await look(session);
        const report = await storeInSlices(importId, session.read!);
        await drop(importId);
        stored(report);
        return report;
      }),
      'runImports.form'({ importId }) {
        const { read, fileName } = sessionOf(importId);
        if (!read) throw new AppError('conflict', `${fileName} has not been read yet.`);
        return formOfFile(store, read.incoming, fileName);
      },
      async 'runImports.cancel'({ importId }) {
        await drop(importId);
        return null;
      },
    },
    async close() {
      await Promise.all([...sessions.keys()].map(drop));
    },
  };

  async function look(session: Session): Promise<RunImportPreview> {
    if (session.bytes !== session.totalBytes) throw otherSize(session);
    const { thread, fileName, file } = session;
    session.read ??= await thread.ask('readRuns', { file, fileName }, [file.buffer]);
    await thread.end();
    return previewRunImport(store, session.read);
  }

  async function storeInSlices(importId: string, read: ReadRunFile): Promise<RunImportReport> {
    const steps = importSteps(store, read);
    for (;;) {
      await setImmediate();
      if (!sessions.has(importId)) throw new AppError('cancelled', 'The import was cancelled. What it had stored stays; importing the file again adds the rest.');
      const { report, progress } = store.transaction(() => slice(steps));
      if (report) return report;
      bus.emit('runImports.storing', { importId, ...progress! });
    }
  }

  function sessionOf(importId: string): Session {
    const session = sessions.get(importId);
    if (!session) throw new AppError('notFound', 'This import is over or was cancelled. Start it again.');
    return session;
  }

  /** A file that was refused once is not asked about again. */
  async function guard<T>(importId: string, work: (session: Session) => Promise<T>): Promise<T> {
    const session = sessionOf(importId);
    try {
      return await work(session);
    } catch (error) {
      await drop(importId);
      throw error;
    }
  }

  async function drop(importId: string): Promise<void> {
    const session = sessions.get(importId);
    sessions.delete(importId);
    await session?.thread.end();
  }
}

/** Some steps in one transaction, which costs more than a small step. */
function slice(steps: ReturnType<typeof importSteps>): { report?: RunImportReport; progress?: { done: number; total: number } } {
  const until = performance.now() + sliceMs;
  for (let stored = 0; ;) {
    const step = steps.next();
    if (step.done) return { report: step.value };
    const { done, total, bytes } = step.value;
    stored += bytes;
    if (performance.now() > until || stored >= sliceBytes) return { progress: { done, total } };
  }
}

function otherSize({ fileName, totalBytes, bytes }: Session): AppError {
  return new AppError('unreadable', `${fileName} had ${totalBytes} bytes when it was opened, but ${bytes} came: it was changed or cut off while it was read. Import it again.`);
}
