import { EventEmitter } from 'node:events';

/** Electron's events; a listener for one that does not exist is a mistake. */
export interface Emitter {
  on(event: string, listener: (...args: never[]) => void): void;
  once(event: string, listener: (...args: never[]) => void): void;
  emit(event: string, ...args: unknown[]): void;
}

export function createEmitter(name: string, events: readonly string[]): Emitter {
  const emitter = new EventEmitter();
  const check = (event: string) => {
    if (!events.includes(event)) throw new Error(`The electron stand-in has no event ${name}:${event}`);
  };
  return {
    on(event, listener) {
      check(event);
      emitter.on(event, listener as (...args: unknown[]) => void);
    },
    once(event, listener) {
      check(event);
      emitter.once(event, listener as (...args: unknown[]) => void);
    },
    emit(event, ...args) {
      check(event);
      emitter.emit(event, ...args);
    },
  };
}

export interface PreventableEvent {
  preventDefault(): void;
  isPrevented(): boolean;
}

export function preventable<T extends object>(details: T): T & PreventableEvent {
  let prevented = false;
  return { ...details, preventDefault: () => void (prevented = true), isPrevented: () => prevented };
}
