import { createEmitter, preventable } from './emitter.ts';
import type { FromMain } from './messages.ts';
import { strict } from './strict.ts';

const emitter = createEmitter('app', ['second-instance', 'window-all-closed', 'before-quit', 'will-quit', 'web-contents-created', 'activate']);
const paths = new Map<string, string>();
const switches = new Map(
  process.argv.flatMap((argument) => {
    const [, name, value = ''] = /^--([\w-]+)(?:=(.*))?$/s.exec(argument) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  }),
);
const userData = switches.get('user-data-dir');
if (userData) paths.set('userData', userData);

let ready = false;
let closeWindows = () => true;

export const app = strict('app', {
  isPackaged: false,
  commandLine: strict('app.commandLine', {
    hasSwitch: (name: string) => switches.has(name),
    getSwitchValue: (name: string) => switches.get(name) ?? '',
  }),
  on: emitter.on,
  once: emitter.once,
  enableSandbox() {
    beforeReady('app.enableSandbox');
  },
  requestSingleInstanceLock: () => true,
  async whenReady() {
    await Promise.resolve();
    ready = true;
  },
  setPath(name: string, path: string) {
    paths.set(name, path);
  },
  getPath(name: string) {
    const path = paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  },
  quit() {
    const asked = preventable({});
    emitter.emit('before-quit', asked);
    if (asked.isPrevented() || !closeWindows()) return;
    const decided = preventable({});
    emitter.emit('will-quit', decided);
    if (!decided.isPrevented()) exit(0);
  },
  exit,
});

export const emitAppEvent = emitter.emit;

/** `close` returns false where a window does not let itself be closed. */
export function closeWindowsBy(close: () => boolean): void {
  closeWindows = close;
}

export function beforeReady(what: string): void {
  if (ready) throw new Error(`${what} must be called before the app is ready`);
}

export function afterReady(what: string): void {
  if (!ready) throw new Error(`${what} must be called after the app is ready`);
}

/** What has been told to the test still gets there. */
function exit(code = 0): void {
  if (process.connected) process.send?.({ kind: 'exiting' } satisfies FromMain, () => process.exit(code));
  else process.exit(code);
}
