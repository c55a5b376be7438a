import { onScopeDispose, shallowRef } from 'vue';
import { AppError } from '../../../contract/errors.ts';
import type { ModelForm } from '../../../contract/models.ts';
import { messageOf } from '../../stores/bridge.ts';
import { growingBlob } from '../../ui/growing-blob.ts';
import { openModel, type ModelEngine } from './engine/client.ts';
import type { FinishedTable } from './engine/messages.ts';

export type TablePrediction =
  | { kind: 'none' }
  | { kind: 'running'; fileName: string; totalBytes: number; bytes: number; rows: number; startedAt: number }
  | { kind: 'done'; fileName: string; result: Blob; rows: number; report: FinishedTable['report']; notes: string[]; seconds: number }
  | { kind: 'failed'; fileName: string; message: string };

const pieceBytes = 1024 * 1024;

/**
 * Predicts a file in a worker of its own, a piece at a time: neither the table nor the result is ever held in the
 * window's memory as a whole (a browser keeps the parts of large blobs on disk). Ends with the scope that called it.
 */
export function useTablePrediction() {
  const state = shallowRef<TablePrediction>({ kind: 'none' });
  let engine: ModelEngine | null = null;
  let asked = 0;

  async function predict(form: ModelForm, file: File, threshold: number | null): Promise<void> {
    cancel();
    const mine = asked;
    const startedAt = Date.now();
    const running = (bytes: number, rows: number) => ({ kind: 'running' as const, fileName: file.name, totalBytes: file.size, bytes, rows, startedAt });
    state.value = running(0, 0);
    try {
      const opened = await openModel(form);
      if (mine !== asked) return opened.close();
      engine = opened;
      await opened.ask('begin', { fileName: file.name, threshold });
      const result = growingBlob('text/csv');
      for (let from = 0; from < file.size; from += pieceBytes) {
        const to = Math.min(file.size, from + pieceBytes);
        const { bytes, rows } = await opened.ask('write', { bytes: await readSlice(file, from, to) });
        if (mine !== asked) return;
        result.add(bytes);
        state.value = running(to, rows);
      }
      const { bytes, rows, report, notes } = await opened.ask('finish', null);
      if (mine !== asked) return;
      result.add(bytes);
      state.value = { kind: 'done', fileName: file.name, result: result.finish(), rows, report, notes, seconds: (Date.now() - startedAt) / 1000 };
    } catch (error) {
      if (mine === asked) state.value = { kind: 'failed', fileName: file.name, message: messageOf(error) };
    } finally {
      if (mine === asked) end();
    }
  }

  function end(): void {
    engine?.close();
    engine = null;
  }

  function cancel(): void {
    asked++;
    end();
    state.value = { kind: 'none' };
  }

  onScopeDispose(cancel);
  return { state, predict, cancel };
}

async function readSlice(file: File, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new AppError('unreadable', `${file.name} could not be read any further. It may have been moved or changed; choose it again.`);
  }
}
