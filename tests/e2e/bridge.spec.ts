import type { Bridge } from '../../src/contract/bridge.ts';
import { expect, test } from './support/app.ts';

interface PageWithBridge {
  trainyard: Bridge;
  call(method: string, input: unknown): Promise<unknown>;
}

test('a call that main refuses comes back as data, with the field that is wrong', async ({ app }) => {
  const reply = await app.page.evaluate(() => (window as unknown as PageWithBridge).trainyard.call('runs.get', { id: '' }));
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalidInput', field: 'id' } });
});

test('a method that does not exist is refused by name', async ({ app }) => {
  const reply = await app.page.evaluate(() => (window as unknown as PageWithBridge).trainyard.call('constructor' as 'app.info', null));
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalidInput', message: expect.stringContaining('constructor') } });
});

test('bytes arrive in main as bytes', async ({ app }) => {
  const reply = await app.page.evaluate(() =>
    (window as unknown as PageWithBridge).trainyard.call('dataSets.sendChunk', { importId: 'nothing', bytes: new Uint8Array([1, 2, 3]) }));
  expect(reply).toMatchObject({ ok: false, error: { code: 'notFound' } });
});

test('the page has the bridge and nothing of Node or Electron', async ({ app }) => {
  const found = await app.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as PageWithBridge).trainyard).sort(),
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
  }));
  expect(found).toEqual({ bridge: ['call', 'host', 'on'], globals: [] });
});

test('the page runs no code that it was not built with', async ({ app }) => {
  app.expectProblem(/Content Security Policy/);
  const ran = await app.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const handler = document.createElement('div');
    handler.setAttribute('onclick', 'window.handlerRan = true');
    handler.click();
    const fetched = await fetch('https://example.org/').then(() => true, () => false);
    return { inline: 'inlineRan' in window, handler: 'handlerRan' in window, fetched };
  });
  expect(ran).toEqual({ inline: false, handler: false, fetched: false });
});
