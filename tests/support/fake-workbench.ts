import type { EventName, Events } from '../../src/contract/events.ts';
import type { AnyReply, Served } from '../../src/main/hosts/served.ts';

/** A workbench that answers as it is told and remembers what it was asked. */
export interface FakeWorkbench extends Served {
  calls: { method: string; input: unknown }[];
  emit<E extends EventName>(event: E, payload: Events[E]): void;
}

export function fakeWorkbench(answer: (method: string, input: unknown) => AnyReply = () => ({ ok: true, value: null })): FakeWorkbench {
  const calls: FakeWorkbench['calls'] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  return {
    calls,
    async call(method, input) {
      calls.push({ method, input });
      return answer(method, input);
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
    emit(event, payload) {
      for (const listener of listeners.get(event) ?? []) listener(payload as never);
    },
  };
}
