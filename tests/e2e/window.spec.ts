import { expect, test } from './support/app.ts';

test('opens on the list of runs and leads on to the launch form and the data sets', async ({ app }) => {
  const { page } = app;
  await expect(page).toHaveTitle(/Trainyard/);
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByText('wdbc').first()).toBeVisible();
});

test('loads nothing from anywhere else and hides the launch token', async ({ app }) => {
  const origins = await app.page.evaluate(() =>
    [location.href, ...performance.getEntriesByType('resource').map((entry) => entry.name)].map((url) => new URL(url).origin));
  expect(new Set(origins).size).toBe(1);
  expect(await app.page.evaluate(() => location.href)).not.toContain('launch=');
});
