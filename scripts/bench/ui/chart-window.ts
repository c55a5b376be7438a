import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright';
import { findChromium } from '../../support/chromium.ts';
import { root } from '../../support/root.mjs';

export interface BenchWindow {
  page: Page;
  /** resident memory of the page's process */
  megabytes(): Promise<number>;
  close(): Promise<void>;
}

/** The web host on this database, in a window of the size that bars are written for. */
export async function openWindow(databasePath: string): Promise<BenchWindow> {
  const child = spawn(process.execPath, [join(root, 'bin', 'trainyard.mjs'), 'serve', '--no-open', '--json', '--db', databasePath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url, launchFile } = JSON.parse(line) as { url: string; launchFile: string };
  const browser = await chromium.launch({ executablePath: findChromium() });
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(pathToFileURL(launchFile).href);
  await page.waitForURL(`${url}**`);
  await page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(1).waitFor();
  return {
    page,
    async megabytes() {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0));
      return Math.max(...sizes) / 1024;
    },
    async close() {
      await browser.close();
      child.kill('SIGINT');
      await exited;
    },
  };
}
