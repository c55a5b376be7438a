import { protocol } from 'electron';
import type { WindowFiles } from '../window-files.ts';

export const appUrl = 'app://trainyard/';

/** Before the app is ready: makes `app:` a scheme with an origin of its own, as `https:` has. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of the window, and nothing else, as `app://trainyard/…`. */
export function serveApp(files: WindowFiles): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = host === 'trainyard' && request.method === 'GET' ? await files.read(pathname) : null;
    return file === null ? new Response('There is nothing here.\n', { status: 404 }) : new Response(file.body, { headers: file.headers });
  });
}

/** Whether a frame's or a request's address is the window's own. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(appUrl);
}
