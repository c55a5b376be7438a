import { copyFile, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { predictingConfigs, trainRuns } from './support/trained-runs.ts';

const panel = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });
const confusion = (page: Page, run: string) => page.getByRole('table', { name: `Confusion of ${run}` }).locator('tbody td');

async function saved(page: Page, title: string, format: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save ${title}`, exact: true }).click();
  await page.getByRole('menuitem', { name: `Save as ${format}` }).click();
  return readFile(await (await coming).path());
}

/** Saves the report and opens it as its reader would, without a network, in the theme of the system and on paper: nothing is asked for, nothing is complained about, names are text. */
async function expectReport(page: Page): Promise<void> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save report' }).click();
  const file = `${await (await coming).path()}.html`;
  await copyFile(file.replace(/\.html$/, ''), file);
  const context = await page.context().browser()!.newContext({ offline: true, colorScheme: 'dark' });
  const reader = await context.newPage();
  const seen: string[] = [];
  reader.on('request', (request) => seen.push(request.url()));
  reader.on('console', (message) => seen.push(message.text()));
  reader.on('pageerror', (error) => seen.push(String(error)));
  const address = pathToFileURL(file).href;
  await reader.goto(address);
  await expect(reader.getByRole('heading', { name: 'Comparison of 6 runs' })).toBeVisible();
  await expect(reader.getByRole('rowheader', { name: /^alpha <b>/ }).first()).toBeVisible();
  for (const part of ['Runs', 'Verdicts on val_loss', 'Config differences', 'Metrics', 'Curves', 'Classification', 'Regression', 'Every run'])
    await expect(reader.getByRole('heading', { name: part, exact: true })).toBeVisible();
  await expect(reader.getByText('val_loss, final; less is better')).toBeVisible();
  await expect(reader.getByRole('table', { name: 'Confusion of alpha <b>' })).toHaveCount(2);
  await expect(reader.getByRole('figure').filter({ hasText: /^Calibration of M/ })).toHaveCount(2);
  await expect(reader.getByRole('figure').filter({ hasText: /^Residuals by prediction of alcohol/ })).toHaveCount(1);
  await expect(reader.locator('svg').first()).toBeVisible();
  // The style is let in by its hash.
  expect(await reader.locator('body').evaluate((body) => getComputedStyle(body).maxWidth)).toBe('1100px');
  const back = () => reader.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  expect(await back()).toBe('rgb(20, 21, 23)');
  expect(await reader.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(reader, 'a report in the dark theme');
  await reader.emulateMedia({ media: 'print' });
  expect(await back()).toBe('rgb(255, 255, 255)');
  await reader.emulateMedia({ media: 'screen', colorScheme: 'light' });
  expect(await back()).toBe('rgb(255, 255, 255)');
  expect(seen).toEqual([address]);
  await context.close();
}

/** All runs of the configs beside each other, trained. */
async function compareTrained(page: Page, configs: readonly object[]): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await trainRuns(page, configs);
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
}

test('holds classifiers against each other on the same rows', async ({ app }) => {
  await app.reopen({ theme: 'dark' });
  const { page } = app;
  await compareTrained(page, predictingConfigs.filter((config) => !('loss' in config)));
  await page.getByRole('region', { name: 'Curves', exact: true }).getByRole('button', { name: 'Curves', exact: true }).click();
  const classes = panel(page, 'Classification');
  await classes.scrollIntoViewIfNeeded();
  await expect(classes).toContainText('These runs predict 2 different targets or data sets');
  await expect(classes).toContainText('These runs were split in 2 ways');
  await classes.getByRole('table', { name: 'Confusion of beta' }).scrollIntoViewIfNeeded();
  await expect(classes.getByRole('img', { name: 'ROC of M' })).toBeVisible();

  const before = await confusion(page, 'beta').allTextContents();
  // The panels go back to an epoch with the playhead, and forth again.
  await page.getByRole('slider', { name: 'Epoch', exact: true }).press('Home');
  await expect.poll(() => confusion(page, 'beta').allTextContents()).not.toEqual(before);
  await page.getByRole('button', { name: 'Show how the runs came out' }).click();
  await expect.poll(() => confusion(page, 'beta').allTextContents()).toEqual(before);
  await classes.getByRole('slider', { name: 'Threshold' }).fill('0.02');
  await expect.poll(() => confusion(page, 'beta').allTextContents()).not.toEqual(before);
  const moved = (await confusion(page, 'beta').allTextContents()).map(Number);
  expect(moved.reduce((sum, count) => sum + count, 0)).toBe(before.map(Number).reduce((sum, count) => sum + count, 0));
  expect(moved[1]).toBeGreaterThan(Number(before[1]));

  const rows = classes.getByRole('table', { name: 'Rows seen differently' });
  await rows.getByRole('button', { name: 'beta' }).click();
  await expect(rows.getByRole('columnheader', { name: 'beta' })).toHaveAttribute('aria-sort', 'ascending');
  const shown = (await rows.getByRole('row').nth(1).getByRole('cell').allTextContents()).map((text) => text.trim());
  await rows.getByRole('row').nth(1).getByRole('button').click();
  const cells = page.getByRole('region', { name: `Cells of row ${shown[0]}` });
  await expect(cells).toContainText(`diagnosis${shown[1]}`);
  await page.keyboard.press('Escape');
  await expect(cells).toBeHidden();

  const coming = page.waitForEvent('download');
  await classes.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = (await readFile(await (await coming).path())).toString('utf8').trim().split('\n');
  expect(csv[0]).toContain('row,true class,');
  expect(csv[0]).toContain('alpha <b>: P(M)');
  const listed = Number(/^(\d+) of /.exec(await classes.getByRole('status').filter({ hasText: / of \d+ rows/ }).first().innerText())?.[1]);
  expect(csv).toHaveLength(1 + listed);

  expect((await saved(page, 'ROC of M', 'CSV')).toString('utf8')).toContain('run,series,false positive rate,true positive rate,threshold');
  expect((await saved(page, 'confusion of wdbc', 'CSV')).toString('utf8')).toContain('run,true class,called class,rows\n');
  const svg = (await saved(page, 'Calibration of M', 'SVG')).toString('utf8');
  expect(await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null, svg)).toBe(true);
  expect((await saved(page, 'Predicted probability of M', 'PNG')).subarray(1, 4).toString()).toBe('PNG');

  await classes.getByRole('radio', { name: 'Test rows' }).press(' ');
  await expect(classes).toContainText('iris one: Its split has no test rows.');
  await expect(classes).toContainText('57');
  await page.getByRole('button', { name: 'Hide beta in charts' }).click();
  await expect(confusion(page, 'beta')).toHaveCount(0);
  await classes.getByRole('radio', { name: 'Side by side' }).press(' ');
  await expect(classes.getByRole('img', { name: /^ROC of M, / })).toHaveCount(2);
  const roc = classes.getByRole('img', { name: /^ROC of M, / }).first();
  await roc.focus();
  await roc.press('End');
  await expect(roc.locator('[aria-live]')).toContainText(/false positive rate 1/);
  await expectAccessible(page, 'classification in the dark theme');
});

test('writes what was chosen into a report, and shows regressions beside classifiers', async ({ app }) => {
  const { page } = app;
  await compareTrained(page, predictingConfigs);
  await page.getByRole('combobox', { name: 'Metric that runs are judged by' }).click();
  await page.getByRole('option', { name: 'val_loss', exact: true }).click();
  await expect(page).toHaveURL(/metric=val_loss/);
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Metrics' }).click();
  await panel(page, 'Metrics').getByRole('radio', { name: 'Final' }).press(' ');
  await expect(page).toHaveURL(/value=last/);
  await expectReport(page);

  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Regression' }).click();
  const numbers = panel(page, 'Regression');
  await expect(numbers.getByRole('img', { name: 'Predicted against true alcohol' })).toBeVisible();
  await expect(numbers.getByRole('row', { name: /numbers 0\.01/ })).toContainText('36');
  await expectAccessible(page, 'regression in the light theme');
});

test('of many runs predicts the first, says so, and lets others be chosen', async ({ app }) => {
  const { page } = app;
  const quick = { epochs: 1, earlyStopping: null, data: { set: 'xor' }, network: [{ layer: 'dense' }, { layer: 'softmax' }] };
  await trainRuns(page, Array.from({ length: 22 }, (_, at) => ({ ...quick, name: `run ${at}`, batchSize: at + 8 })));
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  await page.getByRole('region', { name: 'Curves', exact: true }).getByRole('button', { name: 'Curves', exact: true }).click();
  const classes = panel(page, 'Classification');
  await classes.scrollIntoViewIfNeeded();
  await expect(classes).toContainText('20 runs are held against each other at once');
  await expect(page.getByRole('table', { name: /^Confusion of / })).toHaveCount(20);
  await classes.getByRole('button', { name: '20 of 22 runs' }).click();
  const list = page.getByRole('list', { name: 'Runs to predict with' });
  await expect(list.getByRole('checkbox', { name: 'run 0', exact: true })).toBeDisabled();
  await list.getByRole('checkbox', { name: 'run 21', exact: true }).uncheck();
  await list.getByRole('checkbox', { name: 'run 0', exact: true }).check();
  await expect(page.getByRole('table', { name: 'Confusion of run 0', exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Confusion of run 21', exact: true })).toHaveCount(0);
});
