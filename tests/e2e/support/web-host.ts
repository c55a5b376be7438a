import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/support/root.mjs';
import type { OpenedHost, Start } from './app.ts';

/** `trainyard serve`, entered through its launch file as a browser is. */
export async function openWeb({ browser, databasePath, environment, theme }: Start): Promise<OpenedHost> {
  const child = spawn(process.execPath, [join(root, 'bin', 'trainyard.mjs'), 'serve', '--no-open', '--json', '--db', databasePath], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited.then(() => [''])])) as [string];
  if (!line) throw new Error(`trainyard serve ended with code ${child.exitCode}`);
  const { url, launchFile } = JSON.parse(line) as { url: string; launchFile: string };

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme });
  const page = await context.newPage();
  await page.goto(pathToFileURL(launchFile).href);
  await page.waitForURL(`${url}**`);
  return {
    page,
    async close() {
      await context.close();
      child.kill('SIGINT');
      const [code] = (await exited) as [number | null];
      // Windows knows no signals: there the process is ended from outside.
      if (code !== 0 && process.platform !== 'win32') throw new Error(`trainyard serve ended with code ${code}`);
    },
  };
}
