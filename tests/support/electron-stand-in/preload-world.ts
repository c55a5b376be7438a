/**
 * The world of a sandboxed preload script, inside the page. The script is handed over as a function of `require`,
 * which knows `electron` alone; what it exposes is copied over as Electron's context bridge does: functions become
 * functions of the page, everything else is structured-cloned in both directions.
 *
 * This function is sent to the page as text: it can use nothing from around it.
 */
export function preloadWorld(preload: (require: (name: string) => unknown, module: object, exports: object) => void): void {
  if (window.top !== window) return;
  type Listener = (event: object, ...args: unknown[]) => void;
  type Call = (...args: unknown[]) => unknown;
  const page = window as unknown as {
    standInInvoke(channel: string, args: unknown[]): Promise<{ value: unknown } | { failure: string }>;
    standInDeliver(channel: string, args: unknown[]): void;
  };
  const listeners = new Map<string, Set<Listener>>();

  const knows = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get(object, key) {
        if (!(key in object)) throw new Error(`The electron stand-in does not know ${name}.${String(key)}`);
        return Reflect.get(object, key) as unknown;
      },
    });

  const across = (value: unknown): unknown => {
    if (typeof value === 'function') return (...args: unknown[]) => across((value as Call)(...args.map(across)));
    if (value instanceof Promise) return value.then(across);
    return structuredClone(value);
  };

  const ipcRenderer = knows('ipcRenderer', {
    async invoke(channel: string, ...args: unknown[]) {
      const answer = await page.standInInvoke(channel, structuredClone(args));
      if ('failure' in answer) throw new Error(`Error invoking remote method '${channel}': ${answer.failure}`);
      return answer.value;
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
    },
    setMaxListeners() {},
  });

  const contextBridge = knows('contextBridge', {
    exposeInMainWorld(name: string, api: Record<string, unknown>) {
      if (name in window) throw new Error(`Cannot bind an API on top of an existing property: ${name}`);
      const copy = Object.fromEntries(Object.entries(api).map(([key, value]) => [key, across(value)]));
      Object.defineProperty(window, name, { value: Object.freeze(copy), enumerable: true });
    },
  });

  page.standInDeliver = (channel, args) => {
    for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...structuredClone(args));
  };

  const electron = knows('electron', { contextBridge, ipcRenderer });
  const module = { exports: {} };
  preload(
    (name) => {
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return electron;
    },
    module,
    module.exports,
  );
}
