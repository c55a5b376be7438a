import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { openWeb } from '../../../tests/e2e/support/web-host.ts';
import { buildIfStale } from '../../support/build.mjs';
import { findChromium } from '../../support/chromium.ts';

/** The web host on the bench's database, in a window of 1440 × 900 that replays a run. */
export async function openReplayed(folder: string, id: string, epochs: number): Promise<{ page: Page; close(): Promise<void> }> {
  buildIfStale();
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--disable-background-networking', '--disable-component-update'] });
  const environment = { ...(process.env as Record<string, string>), XDG_DATA_HOME: folder, LOCALAPPDATA: folder };
  const app = await openWeb({ browser, databasePath: join(folder, 'bench.db'), profile: folder, environment, theme: 'light' });
  await app.page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(1).waitFor();
  await app.page.evaluate((run) => { location.hash = `#/replay/${run}`; }, id);
  await app.page.locator(`.panels [data-epoch="${epochs}"]`).first().waitFor();
  // Weights are read ahead meanwhile.
  await app.page.waitForTimeout(2000);
  return {
    page: app.page,
    async close() {
      await app.close();
      await browser.close();
    },
  };
}
