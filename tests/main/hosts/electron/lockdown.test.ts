import { expect, test, vi } from 'vitest';

type Listener = (...args: unknown[]) => void;
const electron = vi.hoisted(() => ({
  request: (_contents: null, _permission: string, _answer: (granted: boolean) => void): void => undefined,
  check: (_contents: null, _permission: string, _origin: string): boolean => true,
  device: (): boolean => true,
  created: (_event: object, _contents: object): void => undefined,
}));

vi.mock('electron', () => ({
  app: { on: (event: string, listener: typeof electron.created) => event === 'web-contents-created' && (electron.created = listener) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: typeof electron.request) => (electron.request = handler),
      setPermissionCheckHandler: (handler: typeof electron.check) => (electron.check = handler),
      setDevicePermissionHandler: (handler: typeof electron.device) => (electron.device = handler),
    },
  },
  protocol: {},
}));

const { lockDown } = await import('../../../../src/main/hosts/electron/lockdown.ts');
lockDown();

/** A new page, as Electron announces it. */
function createContents() {
  const listeners = new Map<string, Listener>();
  let openWindow = (_details: { url: string }): { action: string } => ({ action: 'allow' });
  electron.created({}, {
    on: (event: string, listener: Listener) => listeners.set(event, listener),
    setWindowOpenHandler: (handler: typeof openWindow) => (openWindow = handler),
  });
  const prevents = (event: string, url: string) => {
    const preventDefault = vi.fn();
    listeners.get(event)?.({ url, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return { prevents, openWindow: (url: string) => openWindow({ url }) };
}

function requested(permission: string): boolean {
  let granted = false;
  electron.request(null, permission, (answer) => (granted = answer));
  return granted;
}

test.each(['geolocation', 'media', 'notifications', 'openExternal', 'clipboard-read', 'fileSystem', 'pointerLock'])('the permission %s is denied', (permission) => {
  expect(requested(permission)).toBe(false);
  expect(electron.check(null, permission, 'app://trainyard/')).toBe(false);
});

test('text may be copied to the clipboard, by the own page alone', () => {
  expect(requested('clipboard-sanitized-write')).toBe(true);
  expect(electron.check(null, 'clipboard-sanitized-write', 'app://trainyard/')).toBe(true);
  expect(electron.check(null, 'clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
});

test('no device is given', () => {
  expect(electron.device()).toBe(false);
});

test.each(['https://evil.example/', 'file:///etc/passwd', 'app://other/', 'javascript:alert(1)'])('the window does not leave for %s', (url) => {
  expect(createContents().prevents('will-navigate', url)).toBe(true);
});

test('the window may load its own page again', () => {
  expect(createContents().prevents('will-navigate', 'app://trainyard/')).toBe(false);
});

test('no window opens another one, not even of the own page', () => {
  const { openWindow } = createContents();
  expect(openWindow('https://evil.example/')).toEqual({ action: 'deny' });
  expect(openWindow('app://trainyard/')).toEqual({ action: 'deny' });
});

test('no page is embedded', () => {
  expect(createContents().prevents('will-attach-webview', 'app://trainyard/')).toBe(true);
});
