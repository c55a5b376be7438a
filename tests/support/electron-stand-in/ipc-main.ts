import { answerTo } from './main-link.ts';
import { strict } from './strict.ts';

type Frame = { url: string; parent: Frame | null };
type Handler = (event: { senderFrame: Frame }, ...args: unknown[]) => unknown;

const handlers = new Map<string, Handler>();

export const ipcMain = strict('ipcMain', {
  handle(channel: string, handler: Handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
});

answerTo('invoke', async ({ channel, args, frame }) => {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  const senderFrame: Frame = { url: frame.url, parent: frame.top ? null : { url: frame.url, parent: null } };
  return structuredClone(await handler({ senderFrame }, ...args));
});
