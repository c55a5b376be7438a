import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { afterReady, app, closeWindowsBy, emitAppEvent } from './app.ts';
import { createEmitter, preventable } from './emitter.ts';
import { answerTo, tell } from './main-link.ts';
import { onlyKnown, strict } from './strict.ts';

const knownOptions = ['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'show', 'title', 'backgroundColor', 'webPreferences'];
const knownPreferences = ['preload', 'sandbox', 'contextIsolation', 'nodeIntegration', 'spellcheck'];

type StandInWindow = ReturnType<typeof createWindow>;
let open: StandInWindow | null = null;
let focused = true;

/** One window, whose page belongs to the test. */
export const BrowserWindow = class {
  constructor(options: BrowserWindowConstructorOptions) {
    afterReady('new BrowserWindow');
    if (open) throw new Error('The electron stand-in has one window');
    open = createWindow(options);
    emitAppEvent('web-contents-created', {}, open.webContents);
    return open;
  }

  static getFocusedWindow(): StandInWindow | null {
    return open && focused && open.isVisible() ? open : null;
  }

  static getAllWindows(): StandInWindow[] {
    return open ? [open] : [];
  }
};

answerTo('focusWindow', (asked) => { focused = asked.focused; });

closeWindowsBy(() => open?.close() ?? true);
answerTo('closeWindow', () => {
  // Only once the answer is out: what follows may end the process.
  if (open?.close()) setImmediate(() => emitAppEvent('window-all-closed'));
});

function createWindow(options: BrowserWindowConstructorOptions) {
  const { webPreferences = {}, width = 800, height = 600 } = options;
  onlyKnown('BrowserWindow', options, knownOptions);
  onlyKnown('webPreferences', webPreferences, knownPreferences);
  const { preload = '', sandbox, contextIsolation, nodeIntegration } = webPreferences;
  if (sandbox !== true || contextIsolation === false || nodeIntegration === true) throw new Error('The window must be sandboxed and isolated');
  if (!isAbsolute(preload) || !existsSync(preload)) throw new Error(`There is no preload script ${preload}`);

  const emitter = createEmitter('BrowserWindow', ['ready-to-show', 'close', 'closed', 'focus']);
  const contents = createWebContents();
  let bounds: Rectangle = { x: options.x ?? 0, y: options.y ?? 0, width, height };
  let maximized = false;
  let visible = options.show !== false;

  answerTo('pageShown', () => emitter.emit('ready-to-show'));

  return strict('BrowserWindow', {
    webContents: contents,
    on: emitter.on,
    once: emitter.once,
    async loadURL(url: string) {
      tell({ kind: 'load', url, preload });
    },
    /** Returns whether it is closed. */
    close(): boolean {
      const event = preventable({});
      emitter.emit('close', event);
      if (event.isPrevented()) return false;
      open = null;
      tell({ kind: 'windowClosed' });
      emitter.emit('closed');
      return true;
    },
    show() {
      visible = true;
      tell({ kind: 'windowShown', shown: true });
    },
    hide() {
      visible = false;
      tell({ kind: 'windowShown', shown: false });
    },
    isVisible: () => visible,
    focus() {},
    restore() {},
    maximize() {
      maximized = true;
    },
    isMinimized: () => false,
    isMaximized: () => maximized,
    getNormalBounds: () => bounds,
    setBounds(next: Rectangle) {
      bounds = next;
    },
  });
}

function createWebContents() {
  const emitter = createEmitter('webContents', ['will-navigate', 'will-attach-webview', 'render-process-gone']);
  let openHandler: ((details: { url: string }) => { action: 'allow' | 'deny' }) | null = null;

  answerTo('navigate', ({ url }) => {
    const event = preventable({ url });
    emitter.emit('will-navigate', event);
    return !event.isPrevented();
  });
  answerTo('openWindow', ({ url }) => (openHandler ? openHandler({ url }).action === 'allow' : true));

  return strict('webContents', {
    on: emitter.on,
    once: emitter.once,
    setWindowOpenHandler(handler: typeof openHandler) {
      openHandler = handler;
    },
    send(channel: string, ...args: unknown[]) {
      tell({ kind: 'send', channel, args: structuredClone(args) });
    },
  });
}

process.on('disconnect', () => app.exit(1));
