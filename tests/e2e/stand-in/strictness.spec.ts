import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { expect, test } from 'playwright/test';
import { launchStandIn } from '../../support/electron-stand-in/launch.ts';

const wholeMain = `
  import { app, BrowserWindow, ipcMain, protocol } from 'electron';
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  await app.whenReady();
  protocol.handle('app', () => new Response('<p>page</p>', { headers: { 'Content-Type': 'text/html' } }));
  ipcMain.handle('echo', (event, value) => value);
  app.on('window-all-closed', () => app.quit());
  const window = new BrowserWindow({ webPreferences: { preload: process.argv[2], sandbox: true } });
  window.loadURL('app://trainyard/');
`;
const exposeEcho = `
  const { contextBridge, ipcRenderer } = require('electron');
  contextBridge.exposeInMainWorld('own', { echo: (value) => ipcRenderer.invoke('echo', value) });
`;

/** Runs a main file and a preload script of the test's own. */
async function launch(browser: Browser, main: string, preload = exposeEcho) {
  const [mainFile, preloadFile] = [test.info().outputPath('main.mjs'), test.info().outputPath('preload.cjs')];
  writeFileSync(mainFile, main);
  writeFileSync(preloadFile, preload);
  const context = await browser.newContext();
  const problems: string[] = [];
  context.on('weberror', (error) => problems.push(error.error().message));
  const app = await launchStandIn({ main: mainFile, args: [preloadFile], context, environment: process.env });
  return { app, problems };
}

test.describe('in the main process', () => {
  const mistakes: [string, string, RegExp][] = [
    ['an import that Electron’s stand-in does not have', "import { shell } from 'electron';", /does not provide an export named 'shell'/],
    ['a property that it does not have', "import { app } from 'electron'; app.dock.hide();", /does not know app\.dock/],
    ['an event that does not exist', "import { app } from 'electron'; app.on('window-al-closed', () => {});", /no event app:window-al-closed/],
    ['a window before the app is ready', "import { BrowserWindow } from 'electron'; new BrowserWindow({});", /must be called after the app is ready/],
    ['a window without a sandbox', "import { app, BrowserWindow } from 'electron'; await app.whenReady(); new BrowserWindow({ webPreferences: { preload: '/none' } });", /must be sandboxed/],
    ['an option of a window that has no meaning here', "import { app, BrowserWindow } from 'electron'; await app.whenReady(); new BrowserWindow({ frame: false });", /does not know BrowserWindow\.frame/],
    ['a message box that belongs to no window', "import { app, dialog } from 'electron'; await app.whenReady(); dialog.showMessageBox({}, { message: 'well?' });", /belongs to a window that is open/],
    ['a mark in the tray without an image', "import { app, nativeImage, Tray } from 'electron'; await app.whenReady(); new Tray(nativeImage.createFromDataURL('data:image/png;base64,AA=='));", /is no PNG/],
  ];
  for (const [what, main, message] of mistakes)
    test(`${what} is an error`, async ({ browser }) => {
      await expect(launch(browser, main)).rejects.toThrow(message);
    });
});

test.describe('in a preload script', () => {
  test('nothing but electron can be required', async ({ browser }) => {
    const { app, problems } = await launch(browser, wholeMain, "require('node:fs');");
    expect(problems).toContain('module not found: node:fs');
    await app.close();
  });

  test('an API that the stand-in does not have is an error', async ({ browser }) => {
    const { app, problems } = await launch(browser, wholeMain, "require('electron').ipcRenderer.sendSync('echo');");
    expect(problems).toContain('The electron stand-in does not know ipcRenderer.sendSync');
    await app.close();
  });
});

test.describe('between page and main', () => {
  interface Page {
    own: { echo(value: unknown): Promise<unknown> };
  }

  test('values arrive as they were sent', async ({ browser }) => {
    const { app } = await launch(browser, wholeMain);
    const same = await app.page.evaluate(async () => {
      const bytes = (await (window as unknown as Page).own.echo({ bytes: new Uint8Array([0, 255]), numbers: [NaN, -Infinity, undefined] })) as {
        bytes: Uint8Array;
        numbers: number[];
      };
      return bytes.bytes instanceof Uint8Array && bytes.bytes[1] === 255 && Number.isNaN(bytes.numbers[0]) && bytes.numbers[1] === -Infinity;
    });
    expect(same).toBe(true);
    await app.close();
  });

  test('what structured cloning refuses is refused, a proxy like Vue’s included', async ({ browser }) => {
    const { app } = await launch(browser, wholeMain);
    const outcomes = await app.page.evaluate(() =>
      Promise.all(
        [{ call: () => 1 }, new Proxy({}, {}), document.body].map(async (value) => {
          try {
            await (window as unknown as Page).own.echo(value);
            return 'accepted';
          } catch (error) {
            return (error as Error).name;
          }
        }),
      ));
    expect(outcomes).toEqual(['DataCloneError', 'DataCloneError', 'DataCloneError']);
    await app.close();
  });

  test('a channel without a handler is an error', async ({ browser }) => {
    const { app } = await launch(browser, wholeMain, exposeEcho.replace("invoke('echo'", "invoke('other'"));
    await expect(app.page.evaluate(() => (window as unknown as Page).own.echo(1))).rejects.toThrow("No handler registered for 'other'");
    await app.close();
  });
});
