import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { root } from '../../../scripts/support/root.mjs';
import { launchStandIn } from '../../support/electron-stand-in/launch.ts';
import { addEndedRuns } from '../support/stored-runs.ts';

test('the native menu leads to views, the palette and the shortcuts, and undoes', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-menu-'));
  const database = join(folder, 'trainyard.db');
  const app = await launchStandIn({
    main: join(root, 'out', 'main', 'electron.js'), args: ['--db', database, `--user-data-dir=${folder}`],
    context: await browser.newContext(), environment: { ...process.env, XDG_DATA_HOME: folder, LOCALAPPDATA: folder },
  });
  const { page } = app;
  const choose = (...labels: string[]) => app.ask({ kind: 'clickMenu', labels });
  await addEndedRuns(database, [{ name: 'alpha' }]);
  await page.getByRole('grid', { name: 'Runs' }).getByRole('row', { name: /alpha/ }).click();
  await page.getByRole('button', { name: 'Star run' }).click();
  await page.getByRole('button', { name: 'Unstar run' }).waitFor();

  await choose('Edit', 'Undo');
  await page.getByRole('button', { name: 'Star run' }).waitFor();
  await choose('Edit', 'Redo');
  await page.getByRole('button', { name: 'Unstar run' }).waitFor();

  await choose('Edit', 'Find command…');
  await expect(page.getByLabel('Command, view or run')).toBeFocused();
  await page.keyboard.type('undo');
  await choose('Edit', 'Undo');
  await expect(page.getByLabel('Command, view or run')).not.toHaveValue('undo');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Unstar run' })).toBeVisible();

  await choose('Help', 'Keyboard shortcuts');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose('File', 'Trash');
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await choose('File', 'New run…');
  await expect(page.getByRole('button', { name: 'Start run' })).toBeVisible();
  await expect(choose('File', 'Nothing')).rejects.toThrow('There is no menu item Nothing');
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});
