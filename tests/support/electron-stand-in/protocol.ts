import { afterReady, beforeReady } from './app.ts';
import { answerTo } from './main-link.ts';
import type { FetchedFile } from './messages.ts';
import { onlyKnown, strict } from './strict.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const registered = new Set<string>();
const handlers = new Map<string, Handler>();

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]) {
    beforeReady('protocol.registerSchemesAsPrivileged');
    for (const { scheme, privileges } of schemes) {
      onlyKnown('privileges', privileges, ['standard', 'secure', 'supportFetchAPI', 'codeCache', 'corsEnabled', 'stream']);
      if (!privileges['standard'] || !privileges['secure']) throw new Error('A scheme without an origin cannot carry the window');
      registered.add(scheme);
    }
  },
  handle(scheme: string, handler: Handler) {
    afterReady('protocol.handle');
    if (!registered.has(scheme)) throw new Error(`The scheme ${scheme} is not registered`);
    handlers.set(scheme, handler);
  },
});

answerTo('fetch', async ({ url, method }): Promise<FetchedFile> => {
  const handler = handlers.get(new URL(url).protocol.replace(':', ''));
  if (!handler) throw new Error(`Nothing serves ${url}`);
  const response = await handler(new Request(url, { method }));
  return { status: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) };
});
