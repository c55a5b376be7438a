import { defineStore } from 'pinia';
import { ref, shallowReactive } from 'vue';
import type { DataSetDetail, ImportOptions } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import { call, messageOf } from './bridge.ts';
import { useDataSets } from './data-sets.ts';

export type ImportState =
  | { kind: 'sending' }
  /** all bytes are sent; main types, profiles and stores the table */
  | { kind: 'finishing' }
  | { kind: 'done'; dataSetId: string }
  | { kind: 'failed'; message: string };

export interface FileImport {
  key: number;
  fileName: string;
  totalBytes: number;
  sentBytes: number;
  rows: number;
  startedAt: number;
  state: ImportState;
  /** kept, so that a failed import can be tried again with other options */
  source: ImportSource;
  options: ImportOptions;
}

/** The parts of a `File` that an import reads. */
export interface ImportSource {
  name: string;
  size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

const chunkBytes = 1024 * 1024;

/** Files on their way into data sets, one after the other; each can be cancelled until it is stored. */
export const useImports = defineStore('imports', () => {
  const items = shallowReactive(new Map<number, FileImport>());
  const busy = ref(false);
  /** imports that main has begun and not ended, by key */
  const open = new Map<number, string>();
  const waiting: number[] = [];
  let lastKey = 0;

  /** Queues a file and returns the key it is known by in `items`. */
  function add(source: ImportSource, options: ImportOptions = {}): number {
    const key = ++lastKey;
    items.set(key, {
      key, fileName: source.name, totalBytes: source.size, sentBytes: 0, rows: 0, startedAt: Date.now(), state: { kind: 'sending' }, source, options,
    });
    waiting.push(key);
    if (!busy.value) void work();
    return key;
  }

  /** Reads a file again that could not be imported, told more about it. */
  function retry(key: number, options: ImportOptions): void {
    const item = items.get(key);
    if (!item) return;
    dismiss(key);
    add(item.source, options);
  }

  /** Ends the import under way, or takes the note of a finished one off the screen. */
  function dismiss(key: number): void {
    items.delete(key);
    const importId = open.get(key);
    if (importId !== undefined) void cancel(importId);
  }

  async function work(): Promise<void> {
    busy.value = true;
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      const item = items.get(key);
      if (item) await send(item);
    }
    busy.value = false;
  }

  async function send({ key, source, options }: FileImport): Promise<void> {
    try {
      const { importId } = await call('dataSets.beginImport', { fileName: source.name, totalBytes: source.size, options });
      open.set(key, importId);
      for (let from = 0; from < source.size; from += chunkBytes) {
        if (!items.has(key)) return await cancel(importId);
        const to = Math.min(source.size, from + chunkBytes);
        const bytes = new Uint8Array(await readSlice(source, from, to));
        const { rows } = await call('dataSets.sendChunk', { importId, bytes });
        change(key, { sentBytes: to, rows });
      }
      change(key, { state: { kind: 'finishing' } });
      store(key, await call('dataSets.finishImport', { importId }));
    } catch (error) {
      change(key, { state: { kind: 'failed', message: messageOf(error) } });
      const importId = open.get(key);
      if (importId !== undefined) await cancel(importId);
    } finally {
      open.delete(key);
    }
  }

  function store(key: number, detail: DataSetDetail): void {
    const dataSets = useDataSets();
    dataSets.details.set(detail.id, detail);
    dataSets.adopt([detail]);
    change(key, { rows: detail.rows, state: { kind: 'done', dataSetId: detail.id } });
  }

  function change(key: number, part: Partial<FileImport>): void {
    const item = items.get(key);
    if (item) items.set(key, { ...item, ...part });
  }

  return { items, busy, add, retry, dismiss };
});

async function readSlice(source: ImportSource, from: number, to: number): Promise<ArrayBuffer> {
  try {
    return await source.slice(from, to).arrayBuffer();
  } catch {
    throw new AppError('unreadable', `${source.name} could not be read any further. It may have been moved or changed; choose it again.`);
  }
}

/** Main drops a failed import by itself, so a refusal here has nothing left to say. */
async function cancel(importId: string): Promise<void> {
  await call('dataSets.cancelImport', { importId }).catch(() => undefined);
}
