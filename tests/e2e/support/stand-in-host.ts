import { join } from 'node:path';
import { launchStandIn } from '../../support/electron-stand-in/launch.ts';
import type { OpenedHost, Start } from './app.ts';
import { root } from '../../../scripts/support/root.mjs';

/** The built main and preload files, with a stand-in for Electron that is backed by a page of Chromium. */
export async function openStandIn({ browser, databasePath, profile, environment, theme }: Start): Promise<OpenedHost> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme });
  const main = join(root, 'out', 'main', 'electron.js');
  const app = await launchStandIn({ main, args: ['--db', databasePath, `--user-data-dir=${profile}`], context, environment });
  return {
    page: app.page,
    async close() {
      await app.close();
      await context.close();
    },
  };
}
