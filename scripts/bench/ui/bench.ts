import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { newest } from '../../../src/main/store/migrate.ts';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { openWeb } from '../../../tests/e2e/support/web-host.ts';
import { generateDatabase } from '../../generate-database/generate.ts';
import { findChromium } from '../../support/chromium.ts';

/** What the rows share: the generated database, a browser, and a folder that is gone afterwards. */
export interface Bench {
  readonly quick: boolean;
  readonly folder: string;
  database(): Promise<string>;
  browser(): Promise<Browser>;
  /** The web host on the generated database, in a window of 1440 × 900. */
  openApp(): Promise<{ page: Page; close(): Promise<void> }>;
  close(): Promise<void>;
}

export async function createBench({ database: given, quick }: { database: string | undefined; quick: boolean }): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-bench-'));
  let browser: Browser | null = null;
  const bench: Bench = {
    quick,
    folder,
    database: () => (given === undefined ? keptDatabase() : Promise.resolve(given)),
    browser: async () => (browser ??= await chromium.launch({ executablePath: findChromium(), args: ['--disable-background-networking', '--disable-component-update'] })),
    async openApp() {
      const environment = { ...(process.env as Record<string, string>), XDG_DATA_HOME: folder, LOCALAPPDATA: folder };
      const opened = await openWeb({ browser: await bench.browser(), databasePath: await bench.database(), profile: folder, environment, theme: 'light' });
      await opened.page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(5).waitFor();
      return opened;
    },
    async close() {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Generated once a format and day, so that ages such as `7d` find what they should. */
async function keptDatabase(): Promise<string> {
  const day = new Date().toISOString().slice(0, 10);
  const path = join(tmpdir(), `trainyard-bench-format-${newest(migrations)}-${day}.db`);
  if (!existsSync(path)) {
    console.log(`generating ${path} …`);
    await generateDatabase(path);
  }
  return path;
}
