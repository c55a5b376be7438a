import { app, session } from 'electron';
import { isAppUrl } from './app-protocol.ts';

/** The window asks for nothing else: "copy" buttons write text to the clipboard. */
const permitted = 'clipboard-sanitized-write';

/** Denies what a window could be talked into: permissions, devices, other pages, new windows, embedded views. */
export function lockDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === permitted));
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => permission === permitted && isAppUrl(origin));
  defaultSession.setDevicePermissionHandler(() => false);

  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
