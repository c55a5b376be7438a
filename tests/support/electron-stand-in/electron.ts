/**
 * A stand-in for the module `electron` in the main process. It has what the application uses and nothing else: an
 * import of another name does not link, a property of another name throws.
 */
import { strict } from './strict.ts';

export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { dialog } from './dialog.ts';
export { ipcMain } from './ipc-main.ts';
export { Notification } from './notification.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { nativeImage, Tray } from './tray.ts';

export { Menu } from './menu.ts';

export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false });

export const screen = strict('screen', {
  getDisplayMatching: (_bounds: unknown) => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
});
