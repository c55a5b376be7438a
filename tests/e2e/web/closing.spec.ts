import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright';
import { expect, test } from 'playwright/test';
import { root } from '../../../scripts/support/root.mjs';
import type { Bridge } from '../../../src/contract/bridge.ts';

test.skip(process.platform === 'win32', 'a script stands in for the browser that serve opens');

interface Served {
  page: Page;
  process: ChildProcess;
  exited: Promise<unknown>;
  /** ends the process of the app window, as closing it does */
  closeWindow(): Promise<void>;
}

/** `serve` with an app window of its own: a script that stands in for the browser, while the page is this test's. */
async function serve(browser: Browser, folder: string): Promise<Served> {
  const [script, ended] = [join(folder, 'browser'), join(folder, 'ended')];
  writeFileSync(script, `#!/bin/sh\nwhile [ ! -e '${ended}' ]; do sleep 0.1; done\n`);
  chmodSync(script, 0o755);
  const child = spawn(process.execPath, [join(root, 'bin', 'trainyard.mjs'), 'serve', '--json', '--db', join(folder, 'trainyard.db')], {
    env: { ...process.env, XDG_DATA_HOME: folder, CHROME_PATH: script, DISPLAY: ':99' }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url, launchFile, opened } = JSON.parse(line) as { url: string; launchFile: string; opened: string };
  expect(opened).toBe('window');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(launchFile).href);
  await page.waitForURL(`${url}**`);
  await page.locator('#app > *').first().waitFor();
  return {
    page, process: child, exited,
    async closeWindow() {
      writeFileSync(ended, '');
      await context.close();
    },
  };
}

const train = (page: Page) => page.evaluate(async (config) => {
  await (window as unknown as { trainyard: Bridge }).trainyard.call('runs.launch', { config });
}, { name: 'endless', data: { set: 'xor' }, epochs: 1_000_000, earlyStopping: null, snapshots: { budgetBytes: 100_000 } });

test('a window that would stop its runs asks before it goes; in the background they go on until they have ended', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-closing-'));
  const served = await serve(browser, folder);
  const { page } = served;
  await train(page);
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('button', { name: 'Running jobs: 1 running' })).toBeVisible();
  page.once('dialog', (dialog) => void dialog.dismiss());
  await page.close({ runBeforeUnload: true });
  await page.getByRole('button', { name: 'Keep training in the background' }).click();
  await page.getByRole('button', { name: /^Running jobs/ }).click();
  await expect(page.getByRole('combobox', { name: 'When the window is closed' })).toHaveText('Keep training');

  await served.closeWindow();
  await new Promise((resolve) => setTimeout(resolve, 7000));
  expect(served.process.exitCode).toBeNull();
  spawn(process.execPath, [join(root, 'bin', 'trainyard.mjs'), 'queue', 'stop-all', '--db', join(folder, 'trainyard.db')], { stdio: 'ignore' });
  expect(await served.exited).toEqual([0, null]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});
