import { defineStore } from 'pinia';
import { computed, ref, shallowReactive } from 'vue';
import { previewBytes, type DataSetDetail, type DataSetPreview, type ImportOptions } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import { call, messageOf } from './bridge.ts';
import { useDataSets } from './data-sets.ts';

export type ImportState =
  /** its beginning is being looked at; nothing has been sent */
  | { kind: 'looking' }
  /** the person says how it is to be read; `refusal`: why it was not imported as it was */
  | { kind: 'preview'; refusal: { message: string; field: string | undefined } | null }
  | { kind: 'waiting' }
  | { kind: 'sending' }
  /** all bytes are sent; main types, profiles and stores the table */
  | { kind: 'finishing' }
  | { kind: 'done'; dataSetId: string }
  /** not even its beginning could be read */
  | { kind: 'failed'; message: string };

export interface FileImport {
  key: number;
  fileName: string;
  totalBytes: number;
  sentBytes: number;
  rows: number;
  startedAt: number;
  state: ImportState;
  /** kept, so that it can be looked at again with other options */
  source: ImportSource;
  options: ImportOptions;
  /** by the options before, while those of now are being tried */
  preview: DataSetPreview | null;
}

/** The parts of a `File` that an import reads. */
export interface ImportSource {
  name: string;
  size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

const chunkBytes = 1024 * 1024;

/**
 * Files on their way into data sets. Each is looked at first, and nothing is stored before the person has agreed to how
 * it is read; then one is sent after the other. Each can be cancelled until it is stored.
 */
export const useImports = defineStore('imports', () => {
  const items = shallowReactive(new Map<number, FileImport>());
  const busy = ref(false);
  /** the import whose preview is on screen */
  const shown = ref<number | null>(null);
  /** imports that main has begun and not ended, by key */
  const open = new Map<number, string>();
  const waiting: number[] = [];
  /** the latest look at each, by key: an answer that was overtaken is dropped */
  const looks = new Map<number, number>();
  let lastKey = 0;
  let lastLook = 0;

  const opened = computed(() => (shown.value === null ? null : items.get(shown.value) ?? null));

  /** Looks at a file and returns the key it is known by in `items`. */
  function add(source: ImportSource, options: ImportOptions = {}): number {
    const key = ++lastKey;
    items.set(key, {
      key, fileName: source.name, totalBytes: source.size, sentBytes: 0, rows: 0, startedAt: Date.now(), state: { kind: 'looking' }, source, options,
      preview: null,
    });
    if (!opened.value) shown.value = key;
    void look(key);
    return key;
  }

  /** Looks at it again, told more about it. */
  function correct(key: number, options: ImportOptions): void {
    if (!items.has(key)) return;
    change(key, { options });
    void look(key);
  }

  async function look(key: number): Promise<void> {
    const item = items.get(key)!;
    const mine = ++lastLook;
    looks.set(key, mine);
    // Once it has been agreed to, an answer has nothing left to say.
    const current = () => looks.get(key) === mine && ['looking', 'preview'].includes(items.get(key)?.state.kind ?? '');
    try {
      const { source, options, fileName } = item;
      const bytes = new Uint8Array(await readSlice(source, 0, Math.min(source.size, previewBytes)));
      const preview = await call('dataSets.preview', { fileName, bytes, whole: source.size <= previewBytes, options });
      if (current()) change(key, { preview, state: { kind: 'preview', refusal: null } });
    } catch (error) {
      if (current()) change(key, { state: item.preview ? { kind: 'preview', refusal: refusalOf(error) } : { kind: 'failed', message: messageOf(error) } });
    }
  }

  /** Imports it as its preview shows it. */
  function start(key: number): void {
    if (items.get(key)?.state.kind !== 'preview') return;
    change(key, { state: { kind: 'waiting' }, sentBytes: 0, rows: 0 });
    if (shown.value === key) shown.value = nextPreview();
    waiting.push(key);
    if (!busy.value) void work();
  }

  /** Ends the import under way, or takes the note of a finished one off the screen. */
  function dismiss(key: number): void {
    items.delete(key);
    if (shown.value === key) shown.value = nextPreview();
    const importId = open.get(key);
    if (importId !== undefined) void cancel(importId);
  }

  function show(key: number | null): void {
    shown.value = key;
  }

  function nextPreview(): number | null {
    return [...items.values()].find((item) => item.key !== shown.value && (item.state.kind === 'preview' || item.state.kind === 'looking'))?.key ?? null;
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
    change(key, { state: { kind: 'sending' }, startedAt: Date.now() });
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
      if (!items.has(key)) return await cancel(importId);
      change(key, { state: { kind: 'finishing' } });
      store(key, await call('dataSets.finishImport', { importId }));
    } catch (error) {
      change(key, { state: { kind: 'preview', refusal: refusalOf(error) } });
      if (items.has(key)) shown.value ??= key;
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

  return { items, busy, opened, add, correct, start, dismiss, show };
});

function refusalOf(error: unknown): { message: string; field: string | undefined } {
  return { message: messageOf(error), field: error instanceof AppError ? error.field : undefined };
}

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
