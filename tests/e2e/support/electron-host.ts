import { _electron } from 'playwright';
import { installedElectron } from '../../../scripts/support/electron-binary.ts';
import { root } from '../../../scripts/support/root.mjs';
import type { Bridge } from '../../../src/contract/bridge.ts';
import type { OpenedHost, Start } from './app.ts';

/** Real Electron. */
export async function openElectron({ databasePath, profile, environment, theme }: Start): Promise<OpenedHost> {
  const executablePath = installedElectron();
  if (executablePath === null) throw new Error('Electron’s binary is not installed');
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [...sandbox, root, '--db', databasePath, `--user-data-dir=${profile}`],
    env: environment,
    colorScheme: theme,
  });
  const exited = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
  const page = await app.firstWindow();
  return {
    page,
    async close() {
      // Nobody is there to answer the box of the system.
      await page.evaluate(() => (window as unknown as { trainyard: Bridge }).trainyard.call('settings.set', { whenClosing: 'stop' }));
      await app.close();
      const code = await exited;
      if (code !== 0) throw new Error(`Electron ended with code ${code}`);
    },
  };
}
