import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { addComparedRuns } from './support/compared-runs.ts';
import { trainRuns } from './support/trained-runs.ts';

test('says what differs between runs, and whether it is more than chance', async ({ app }) => {
  await addComparedRuns(app.databasePath, 20, { first: '<b>alpha</b>' });
  await app.reopen({ theme: 'dark' });
  const { page } = app;
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  await page.getByRole('heading', { name: 'Verdicts', exact: true }).scrollIntoViewIfNeeded();
  const verdicts = page.getByRole('region', { name: 'Verdicts', exact: true }).getByRole('row');
  await expect(verdicts.filter({ hasText: 'baseline' })).toHaveCount(1);
  await expect(page.getByText(/^One run says nothing about chance: a few more seeds of .* would tell\./)).toHaveCount(1);
  await page.getByRole('heading', { name: 'Config differences' }).scrollIntoViewIfNeeded();
  const rate = page.getByRole('row', { name: /^optimizer\.learningRate/ });
  await expect(rate).toContainText('0.01');
  const rows = page.getByRole('table', { name: 'Differences of configs' }).locator('tbody tr');
  await rows.first().focus();
  await page.keyboard.press('End');
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(rows.first()).toBeFocused();
  await page.getByRole('heading', { name: 'Compare' }).click();
  await page.keyboard.press('n');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('n');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('Shift+N');
  await expect(rows.first()).toBeFocused();
  await expectAccessible(page, 'verdicts and differences');

  // What replicates are called alike differs within: all values, in a row that is read by keys too.
  await page.getByRole('combobox', { name: 'Take together' }).click();
  await page.getByRole('option', { name: 'Replicates as one' }).click();
  const seeds = page.getByRole('row', { name: /^seed / });
  await expect(seeds).toContainText('2 values: 0, 3');
  await expect(page.getByText(/differences? between 3 groups; where the runs of a group differ, all their values\./)).toBeVisible();
});

test('queues the seeds that a verdict lacks, the same on both sides, and judges when they have ended', async ({ app }) => {
  const { page } = app;
  const quick = { epochs: 1, earlyStopping: null, network: [{ layer: 'dense' }, { layer: 'softmax' }], data: { set: 'xor' } };
  await trainRuns(page, [{ ...quick, name: 'small', batchSize: 8 }, { ...quick, name: 'large', batchSize: 64 }]);
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  const compared = page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem');
  await compared.filter({ hasText: 'small' }).hover();
  await page.getByRole('button', { name: 'Pin small as the baseline' }).click();
  await expect(compared.first()).toContainText(/baseline/);
  await expect(compared.nth(1)).toContainText(/large[+−±].*the baseline/);
  await page.getByRole('combobox', { name: 'Metric that runs are judged by' }).click();
  // Rows that a run learned from are no test of it, so that a single run a side cannot be judged by this one.
  await page.getByRole('option', { name: 'train_loss', exact: true }).click();
  await expect(page).toHaveURL(/metric=train_loss/);

  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Verdicts' }).click();
  const panel = page.getByRole('region', { name: 'Verdicts', exact: true }).first();
  await expect(panel).toContainText('not tested: one run a side');
  await panel.getByRole('button', { name: 'Queue more seeds…' }).click();
  await expect(page.getByLabel('Runs of each config')).toBeFocused();
  await page.getByLabel('Runs of each config').fill('3');
  await page.getByRole('button', { name: 'Queue 4 runs' }).click();
  await expect(compared).toHaveCount(6);
  await expect(panel.getByRole('row', { name: /^large × 3/ })).toContainText('paired t');
  await expect(panel.getByRole('row', { name: /^small × 3/ })).toContainText('baseline');
  await panel.getByText('What n, sd, the interval and p are').click();
  await expect(panel).toContainText('Holm’s correction');
  await expectAccessible(page, 'verdicts in the light theme');
});
