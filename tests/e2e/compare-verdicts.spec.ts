import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { addComparedRuns } from './support/compared-runs.ts';

test('says what differs between runs, and whether it is more than chance', async ({ app }) => {
  await addComparedRuns(app.databasePath, 20, { first: '<b>alpha</b>' });
  await app.reopen({ theme: 'dark' });
  const { page } = app;
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  await page.getByRole('button', { name: 'Verdicts', exact: true }).scrollIntoViewIfNeeded();
  const verdicts = page.getByRole('region', { name: 'Verdicts', exact: true }).getByRole('row');
  await expect(verdicts.filter({ hasText: 'baseline' })).toHaveCount(1);
  await expect(page.getByText('train a few seeds of each').first()).toBeVisible();
  await page.getByRole('button', { name: 'Config differences' }).scrollIntoViewIfNeeded();
  const rate = page.getByRole('row', { name: /^optimizer\.learningRate/ });
  await expect(rate).toContainText('0.01');
  const rows = page.getByRole('table', { name: 'Differences of configs' }).locator('tbody tr');
  await rows.first().focus();
  await page.keyboard.press('End');
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(rows.first()).toBeFocused();
  await expectAccessible(page, 'verdicts and differences');
});
