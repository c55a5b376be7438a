import type { EventName, Events } from '../../contract/events.ts';

export interface EventBus {
  emit<E extends EventName>(event: E, payload: Events[E]): void;
  /** Returns how to stop listening. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
}

type Listeners = { [E in EventName]: Set<(payload: Events[E]) => void> };

/** A listener that throws is the host's fault: it is logged and the others still hear the event. */
export function createEventBus(log: (detail: string) => void): EventBus {
  const listeners: Listeners = {
    'runs.changed': new Set(), 'runs.removed': new Set(), 'runs.points': new Set(),
    'views.changed': new Set(), 'dataSets.changed': new Set(), 'dataSets.removed': new Set(), 'models.changed': new Set(), 'import.progress': new Set(), 'runImports.storing': new Set(), 'trash.emptying': new Set(), 'menu.chosen': new Set(), 'replay.progress': new Set(), 'runs.verifying': new Set(), notice: new Set(), openRun: new Set(), resync: new Set(),
  };
  return {
    emit(event, payload) {
      for (const listener of listeners[event]) {
        try {
          listener(payload);
        } catch (error) {
          log(`listener of ${event}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        }
      }
    },
    on(event, listener) {
      listeners[event].add(listener);
      return () => listeners[event].delete(listener);
    },
  };
}
