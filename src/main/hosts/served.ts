import type { EventName, Events } from '../../contract/events.ts';
import type { ErrorData } from '../../contract/errors.ts';

/** What a host with a window needs of the workbench. */
export interface Served {
  /** Validates the input; refusals and failures come back as data. */
  call(method: string, input: unknown): Promise<AnyReply>;
  /** Returns how to stop listening. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
}

export type AnyReply = { ok: true; value: unknown } | { ok: false; error: ErrorData };
