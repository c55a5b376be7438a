import type { Bridge } from '../../contract/bridge.ts';
import type { EventName, Events } from '../../contract/events.ts';
import { fromWire } from '../../contract/wire.ts';

const firstRetryMs = 250;
const longestRetryMs = 8_000;

type Listener = (payload: never) => void;

/** Keeps a stream of events open. After every break it says `resync`, because what came in between was missed. */
export function connectEvents(admitted: Promise<void>): Pick<Bridge, 'on'> {
  const listeners = new Map<EventName, Set<Listener>>();
  let broken = false;
  let retryMs = firstRetryMs;

  function emit<E extends EventName>(event: E, payload: Events[E]): void {
    for (const listener of listeners.get(event) ?? []) (listener as (payload: Events[E]) => void)(payload);
  }

  function connect(): void {
    const socket = new WebSocket(`ws://${location.host}/events`);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      retryMs = firstRetryMs;
      if (!broken) return;
      broken = false;
      emit('notice', { level: 'info', message: 'Connected to Trainyard again.' });
      emit('resync', { reason: 'reconnected' });
    };
    socket.onmessage = ({ data }) => {
      const [event, payload] = fromWire(new Uint8Array(data as ArrayBuffer)) as [EventName, never];
      emit(event, payload);
    };
    socket.onclose = () => {
      if (!broken) emit('notice', { level: 'warning', message: 'The connection to Trainyard broke. Trying again.' });
      broken = true;
      setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    };
  }

  void admitted.then(connect);
  return {
    on(event, listener) {
      const set = listeners.get(event) ?? new Set<Listener>();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };
}
