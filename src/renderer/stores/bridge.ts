import type { InputOf, MethodName, OutputOf } from '../../contract/api.ts';
import type { Bridge } from '../../contract/bridge.ts';
import { AppError } from '../../contract/errors.ts';
import type { EventName, Events } from '../../contract/events.ts';

let bridge: Bridge | null = null;

/** The window's one way out. Called once, before the first store is used. */
export function provideBridge(given: Bridge): void {
  bridge = given;
}

export function useBridge(): Bridge {
  if (!bridge) throw new AppError('disconnected', 'This window is not connected to Trainyard. Close it and start Trainyard again.');
  return bridge;
}

/** Calls main and returns its answer, or throws what it said as an AppError. */
export async function call<M extends MethodName>(method: M, input: InputOf<M>): Promise<OutputOf<M>> {
  const reply = await useBridge().call(method, input);
  if (!reply.ok) throw AppError.fromData(reply.error);
  return reply.value;
}

/** Returns how to stop listening. */
export function listen<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return useBridge().on(event, listener);
}

/** What went wrong, as a sentence for a person. */
export function messageOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return 'Something in this window failed unexpectedly. Reload it; nothing that was stored is lost.';
}
