import type { ModelForm } from '../../../../contract/models.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Answer, Work, WorkName } from './messages.ts';

/** A model in a worker of its own. */
export interface ModelEngine {
  /** Rejects with what is wrong as a sentence, and with `cancelled` once the engine was closed. */
  ask<Name extends WorkName>(name: Name, input: Work[Name]['input']): Promise<Work[Name]['output']>;
  /** Ends it at once, whatever it is computing. */
  close(): void;
}

export async function openModel(form: ModelForm): Promise<ModelEngine> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;

  const rejectAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.ok) resolve?.(data.value as never);
    else reject?.(new AppError('invalidInput', data.message));
  });
  worker.addEventListener('error', (event) => rejectAll(new AppError('internal', `The model could not be computed: ${event.message || 'its worker failed'}.`)));

  const engine: ModelEngine = {
    ask: (name, input) => new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, input });
    }),
    close() {
      worker.terminate();
      rejectAll(new AppError('cancelled', 'This was cancelled.'));
    },
  };
  await engine.ask('open', { form });
  return engine;
}
