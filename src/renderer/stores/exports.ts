import { defineStore } from 'pinia';
import { shallowReactive, shallowRef } from 'vue';
import type { InputOf } from '../../contract/api.ts';
import { AppError } from '../../contract/errors.ts';
import type { ModelVersion } from '../../contract/models.ts';
import type { RunSelection } from '../../contract/run-edits.ts';
import type { RunRow } from '../../contract/runs.ts';
import { formatBytes } from '../format/bytes.ts';
import { growingBlob } from '../ui/growing-blob.ts';
import { saveFile } from '../ui/save-file.ts';
import { call } from './bridge.ts';
import { useToasts } from './toasts.ts';

/** What the export panel is about: one run, runs of which one is to be chosen or all go into a capsule, or a version on the shelf. */
export type ExportSubject =
  | { kind: 'run'; run: Pick<RunRow, 'id' | 'name' | 'epochs' | 'bestEpoch' | 'status'>; at?: number }
  /** `rows`: those at hand; `ids` names all in the order of the list */
  | { kind: 'runs'; runs: RunSelection; count: number; rows: readonly RunRow[]; ids: () => Promise<string[]>; what: string }
  | { kind: 'model'; id: string; name: string; version: ModelVersion };

/** A file on its way out. */
export interface RunningExport {
  key: number;
  fileName: string;
  bytes: number;
  share: number | null;
  startedAt: number;
}

type ExportRequest = InputOf<'exports.begin'>;

/** Files that leave: one panel asks for the format, any number are on their way, each can be cancelled. */
export const useExports = defineStore('exports', () => {
  const subject = shallowRef<ExportSubject | null>(null);
  const running = shallowReactive(new Map<number, RunningExport>());
  const cancelled = new Set<number>();
  const begun = new Map<number, string>();
  let last = 0;

  const open = (what: ExportSubject): void => { subject.value = what; };
  const close = (): void => { subject.value = null; };

  /** Fetches the file piece by piece and hands it to the person. Tells by itself what came of it; throws nothing. */
  async function exportFile(request: ExportRequest, what: string): Promise<void> {
    const key = ++last;
    const toasts = useToasts();
    running.set(key, { key, fileName: what, bytes: 0, share: null, startedAt: Date.now() });
    begun.set(key, `export ${key}`);
    try {
      const { exportId, fileName } = await call('exports.begin', { ...request, request: `export ${key}` });
      begun.set(key, exportId);
      if (cancelled.has(key)) return void await call('exports.cancel', { exportId });
      const file = growingBlob();
      for (let done = false; !done;) {
        const piece = await call('exports.next', { exportId });
        if (cancelled.has(key)) return;
        file.add(piece.bytes);
        done = piece.done;
        change(key, { fileName, bytes: file.size, share: piece.share });
      }
      saveFile(file.finish(), fileName);
      toasts.show({ level: 'info', message: `Exported ${fileName}, ${formatBytes(file.size)}.` });
    } catch (error) {
      if (!cancelled.has(key) && !(error instanceof AppError && error.code === 'cancelled')) toasts.showError(error);
    } finally {
      running.delete(key);
      cancelled.delete(key);
      begun.delete(key);
    }
  }

  function cancel(key: number): void {
    cancelled.add(key);
    running.delete(key);
    const exportId = begun.get(key);
    if (exportId !== undefined) void call('exports.cancel', { exportId }).catch(() => undefined);
  }

  function change(key: number, to: Partial<RunningExport>): void {
    const item = running.get(key);
    if (item) running.set(key, { ...item, ...to });
  }

  return { subject, running, open, close, exportFile, cancel };
});
