import type { InputOf, MethodName } from '../../contract/api.ts';
import type { Bridge, Reply } from '../../contract/bridge.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { fromWire, toWire, wireType } from '../../contract/wire.ts';
import { connectEvents } from './web-events.ts';

/** The bridge of a browser: calls by HTTP, events by WebSocket, both to where the window came from. */
export function createWebBridge(): Bridge {
  const admitted = admit();
  const events = connectEvents(admitted);
  return {
    host: 'web',
    async call(method, input) {
      await admitted;
      return post(method, input);
    },
    on: events.on,
  };
}

/** Exchanges the launch token in the address, if there is one, for a session, and takes it out of the address. */
async function admit(): Promise<void> {
  const token = /^#launch=([\w-]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  history.replaceState(history.state, '', location.pathname);
  // A token that is used up is no loss where a session is open; where none is, the next call says so.
  await fetch('/session', { method: 'POST', headers: { 'Content-Type': wireType }, body: toWire(token) }).catch(() => undefined);
}

async function post<M extends MethodName>(method: M, input: InputOf<M>): Promise<Reply<M>> {
  let body: Uint8Array<ArrayBuffer>;
  try {
    body = toWire(input);
  } catch (error) {
    return refused('invalidInput', `This cannot be sent: ${(error as Error).message}`);
  }
  try {
    const response = await fetch(`/api/${method}`, { method: 'POST', headers: { 'Content-Type': wireType }, body });
    return fromWire(new Uint8Array(await response.arrayBuffer())) as Reply<M>;
  } catch {
    return refused('disconnected', 'Trainyard does not answer. If it was closed, start it again.');
  }
}

function refused(code: ErrorCode, message: string): { ok: false; error: { code: ErrorCode; message: string } } {
  return { ok: false, error: { code, message } };
}
