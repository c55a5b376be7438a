import { defineStore } from 'pinia';
import { computed, shallowReactive } from 'vue';
import { largestRunFile, pieceBytes, type RunImportPreview, type RunImportReport } from '../../contract/files.ts';
import { AppError } from '../../contract/errors.ts';
import { formatBytes } from '../format/bytes.ts';
import { call, listen, messageOf } from './bridge.ts';
import type { ImportSource } from './imports.ts';
import { useOpenedModels } from './opened-models.ts';

export type RunImportState =
  | { kind: 'sending' }
  /** all of it is there and is being read */
  | { kind: 'reading' }
  /** nothing has been stored yet */
  | { kind: 'preview'; preview: RunImportPreview }
  /** `share` of 0 to 1 */
  | { kind: 'storing'; preview: RunImportPreview; share: number }
  | { kind: 'done'; report: RunImportReport }
  | { kind: 'failed'; message: string };

export interface RunImport {
  key: number;
  fileName: string;
  totalBytes: number;
  sentBytes: number;
  startedAt: number;
  state: RunImportState;
  source: ImportSource;
}

const chunkBytes = Math.min(pieceBytes, 1024 * 1024);

/** Files with runs, models or histories on their way in: sent and read at once, stored when the person has agreed to what is in them. */
export const useRunImports = defineStore('run-imports', () => {
  const items = shallowReactive(new Map<number, RunImport>());
  const open = new Map<number, string>();
  let last = 0;

  /** the oldest that still has something to say */
  const shown = computed(() => [...items.values()][0] ?? null);

  function add(source: ImportSource): void {
    const key = ++last;
    items.set(key, { key, fileName: source.name, totalBytes: source.size, sentBytes: 0, startedAt: Date.now(), state: { kind: 'sending' }, source });
    void send(key, source);
  }

  async function send(key: number, source: ImportSource): Promise<void> {
    try {
      if (source.size > largestRunFile) throw new AppError('tooLarge', `${source.name} has ${formatBytes(source.size)}; files with runs may have up to ${formatBytes(largestRunFile)}. Export its runs in several capsules.`);
      const { importId } = await call('runImports.begin', { fileName: source.name, totalBytes: source.size });
      open.set(key, importId);
      for (let from = 0; from < source.size; from += chunkBytes) {
        if (!items.has(key)) return await drop(key);
        const to = Math.min(source.size, from + chunkBytes);
        await call('runImports.send', { importId, bytes: await readSlice(source, from, to) });
        change(key, { sentBytes: to });
      }
      change(key, { state: { kind: 'reading' } });
      const preview = await call('runImports.look', { importId });
      if (!items.has(key)) return await drop(key);
      change(key, { state: { kind: 'preview', preview } });
    } catch (error) {
      open.delete(key);
      change(key, { state: { kind: 'failed', message: messageOf(error) } });
    }
  }

  /** Stores what the preview shows, and returns what came of it; null where it failed, which is then shown. */
  async function store(key: number): Promise<RunImportReport | null> {
    const [item, importId] = [items.get(key), open.get(key)];
    if (item?.state.kind !== 'preview' || importId === undefined) return null;
    const { preview } = item.state;
    change(key, { state: { kind: 'storing', preview, share: 0 } });
    const stop = listen('runImports.storing', (event) => {
      if (event.importId === importId) change(key, { state: { kind: 'storing', preview, share: event.done / Math.max(1, event.total) } });
    });
    try {
      const report = await call('runImports.finish', { importId });
      change(key, { state: { kind: 'done', report } });
      return report;
    } catch (error) {
      change(key, { state: { kind: 'failed', message: messageOf(error) } });
      return null;
    } finally {
      stop();
      open.delete(key);
    }
  }

  /** Opens the model that the preview shows, to predict with it, and leaves the import unstored. Returns its key; throws what main says. */
  async function openModel(key: number): Promise<string> {
    const [item, importId] = [items.get(key), open.get(key)];
    if (!item || importId === undefined) throw new AppError('notFound', 'This import is over. Drop the file again.');
    const opened = useOpenedModels().add({ fileName: item.fileName, form: await call('runImports.form', { importId }) });
    dismiss(key);
    return opened;
  }

  /** Ends the import, or takes what it said off the screen. */
  function dismiss(key: number): void {
    items.delete(key);
    void drop(key);
  }

  async function drop(key: number): Promise<void> {
    const importId = open.get(key);
    open.delete(key);
    if (importId !== undefined) await call('runImports.cancel', { importId }).catch(() => undefined);
  }

  function change(key: number, to: Partial<RunImport>): void {
    const item = items.get(key);
    if (item) items.set(key, { ...item, ...to });
  }

  return { items, shown, add, store, openModel, dismiss };
});

async function readSlice(source: ImportSource, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await source.slice(from, to).arrayBuffer());
  } catch {
    throw new AppError('unreadable', `${source.name} could not be read any further. It may have been moved or changed; choose it again.`);
  }
}
