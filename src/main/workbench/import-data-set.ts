import { randomUUID } from 'node:crypto';
import type { DataSetDetail, ImportOptions } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import { createTableImporter, type TableImporter } from '../../data/csv/importer.ts';
import type { Store } from '../store/types.ts';
import { tableSha256 } from './content-hash.ts';
import type { EventBus } from './event-bus.ts';

/** Imports that arrive in pieces. Nothing is stored before the last piece has been understood. */
export interface Imports {
  begin(file: { fileName: string; totalBytes: number | null; options: ImportOptions }): { importId: string };
  send(importId: string, bytes: Uint8Array): { rows: number };
  finish(importId: string): DataSetDetail;
  cancel(importId: string): void;
}

interface RunningImport {
  importer: TableImporter;
  fileName: string;
  totalBytes: number | null;
  options: ImportOptions;
  announcedAt: number;
}

/** A window that was closed in the middle of an import does not say so: there is room for this many at a time. */
const importsAtATime = 8;
const announceEveryMs = 100;

export function createImports(store: Store, bus: EventBus): Imports {
  const running = new Map<string, RunningImport>();

  return {
    begin({ fileName, totalBytes, options }) {
      const oldest = running.keys().next();
      if (running.size >= importsAtATime && !oldest.done) running.delete(oldest.value);
      const importId = randomUUID();
      running.set(importId, { importer: createTableImporter(fileName, options), fileName, totalBytes, options, announcedAt: 0 });
      return { importId };
    },
    send(importId, bytes) {
      const one = find(importId);
      guard(importId, () => one.importer.write(bytes));
      announce(importId, one);
      return { rows: one.importer.progress.rows };
    },
    finish(importId) {
      const one = find(importId);
      const imported = guard(importId, () => one.importer.finish());
      running.delete(importId);
      const detail = store.dataSets.create({
        ...imported,
        contentSha256: tableSha256(imported.table),
        source: one.fileName,
        builtIn: false,
        options: one.options,
      });
      bus.emit('dataSets.changed', { sets: [detail] });
      return detail;
    },
    cancel(importId) {
      running.delete(importId);
    },
  };

  function find(importId: string): RunningImport {
    const one = running.get(importId);
    if (!one) throw new AppError('notFound', 'This import is over or was cancelled. Start it again.');
    return one;
  }

  /** A file that was refused once is not asked about again. */
  function guard<T>(importId: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      running.delete(importId);
      throw error;
    }
  }

  function announce(importId: string, one: RunningImport): void {
    const now = performance.now();
    if (now - one.announcedAt < announceEveryMs) return;
    one.announcedAt = now;
    bus.emit('import.progress', { importId, ...one.importer.progress, totalBytes: one.totalBytes });
  }
}
