import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { listWindowFiles } from '../../../../src/main/hosts/window-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const electron = vi.hoisted(() => ({ handler: (_request: Request): Promise<Response> => Promise.reject(new Error('no handler')) }));

vi.mock('electron', () => ({
  protocol: { handle: (scheme: string, handler: typeof electron.handler) => scheme === 'app' && (electron.handler = handler) },
}));

const { serveApp } = await import('../../../../src/main/hosts/electron/app-protocol.ts');

function get(url: string, method = 'GET'): Promise<Response> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'window'));
  writeFileSync(join(folder, 'window', 'index.html'), '<title>Trainyard</title>');
  writeFileSync(join(folder, 'secret.txt'), 'not to be served');
  serveApp(listWindowFiles(join(folder, 'window')));
  return electron.handler(new Request(url, { method }));
}

test('serves the page with the content security policy and isolation', async () => {
  const response = await get('app://trainyard/');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<title>Trainyard</title>');
  expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
});

test.each(['app://trainyard/../secret.txt', 'app://trainyard/..%2fsecret.txt', 'app://trainyard/%2e%2e/secret.txt', 'app://trainyard//etc/passwd', 'app://other/'])(
  'has nothing at %s',
  async (url) => {
    expect((await get(url)).status).toBe(404);
  },
);

test('answers nothing but GET', async () => {
  expect((await get('app://trainyard/', 'POST')).status).toBe(404);
});
