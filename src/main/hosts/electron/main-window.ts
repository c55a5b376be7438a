import { BrowserWindow, nativeTheme } from 'electron';
import { appUrl } from './app-protocol.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

/** Opens the window where it was last. `stateFile` remembers its place between starts. */
export function openMainWindow({ preload, stateFile }: { preload: string; stateFile: string }): BrowserWindow {
  const { bounds, maximized } = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Trainyard',
    // What is seen until the page has painted: the page's own ground.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141517' : '#ffffff',
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  void window.loadURL(appUrl);
  return window;
}
