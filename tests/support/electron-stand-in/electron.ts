/**
 * A stand-in for the module `electron` in the main process. It has what the application uses and nothing else: an
 * import of another name does not link, a property of another name throws.
 */
import { tell } from './main-link.ts';
import { strict } from './strict.ts';

export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';

export const dialog = strict('dialog', {
  showErrorBox(title: string, content: string) {
    tell({ kind: 'errorBox', title, content });
  },
});

export const Menu = strict('Menu', {
  buildFromTemplate(template: unknown[]) {
    return structuredClone(template);
  },
  setApplicationMenu(_menu: unknown) {},
});

export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false });

export const screen = strict('screen', {
  getDisplayMatching: (_bounds: unknown) => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
});
