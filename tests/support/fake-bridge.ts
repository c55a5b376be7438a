import type { Handlers, InputOf, MethodName, ParsedInputOf } from '../../src/contract/api.ts';
import { api } from '../../src/contract/api.ts';
import type { Bridge, Reply } from '../../src/contract/bridge.ts';
import { AppError } from '../../src/contract/errors.ts';
import type { EventName, Events } from '../../src/contract/events.ts';

export interface FakeBridge extends Bridge {
  emit<E extends EventName>(event: E, payload: Events[E]): void;
  /** every call so far, in order */
  calls: { method: MethodName; input: unknown }[];
  listeners(event: EventName): number;
}

/** A bridge to handlers in the same process. A method without a handler is refused; inputs are validated as main does. */
export function fakeBridge(handlers: Partial<Handlers> = {}): FakeBridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const calls: FakeBridge['calls'] = [];

  async function call<M extends MethodName>(method: M, input: InputOf<M>): Promise<Reply<M>> {
    calls.push({ method, input });
    const handler = handlers[method];
    if (!handler) return { ok: false, error: { code: 'unsupported', message: `no handler for ${method}` } };
    const parsed = api[method].input.safeParse(input);
    if (!parsed.success) return { ok: false, error: { code: 'invalidInput', message: parsed.error.message } };
    try {
      return { ok: true, value: await handler(parsed.data as ParsedInputOf<M>) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toData() };
      throw error;
    }
  }

  return {
    host: 'web',
    call,
    calls,
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
    emit(event, payload) {
      for (const listener of listeners.get(event) ?? []) listener(payload as never);
    },
    listeners: (event) => listeners.get(event)?.size ?? 0,
  };
}
