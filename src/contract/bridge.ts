import type { InputOf, MethodName, OutputOf } from './api.ts';
import type { ErrorData } from './errors.ts';
import type { EventName, Events } from './events.ts';

/** What the preload script or the web client puts into the window: `window.trainyard`. */
export interface Bridge {
  host: 'electron' | 'web';
  /** Never rejects for a refused call: errors are data, so that they survive every transport. */
  call<M extends MethodName>(method: M, input: InputOf<M>): Promise<Reply<M>>;
  /** Returns how to stop listening. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
}

export type Reply<M extends MethodName> = { ok: true; value: OutputOf<M> } | { ok: false; error: ErrorData };
