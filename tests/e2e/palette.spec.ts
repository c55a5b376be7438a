import { expect, test } from './support/app.ts';
import { addEndedRuns } from './support/stored-runs.ts';

test('finds views, commands and runs by Ctrl+K, and gives the focus back', async ({ app }) => {
  await addEndedRuns(app.databasePath, [{ name: 'needle "in" hay' }, { name: 'other' }]);
  const { page } = app;
  const field = page.getByLabel('Command, view or run');

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('needle "');
  await expect(page.getByRole('option', { name: /needle "in" hay/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Run needle "in" hay' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('dark');
  await expect(page.getByRole('option', { name: 'Dark theme' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('go to data');
  await expect(page.getByRole('option', { name: /Go to Data/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Data', exact: true }).or(page.getByRole('heading', { name: 'Data sets' })).first()).toBeVisible();

  const search = page.getByRole('button', { name: 'Search runs, views, commands' });
  await search.click();
  await expect(field).toBeFocused();
  await page.keyboard.type('nothing at all');
  await expect(page.getByText('Nothing is called that.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(search).toBeFocused();
});

test('shows all shortcuts at ?, and closes them at Escape', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Find a command, a view or a run');
  await expect(sheet).toContainText('Ctrl+K');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});
