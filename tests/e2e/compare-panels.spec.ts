import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { expect, test, type App } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { addExploredRuns } from './support/explored-runs.ts';

async function compareAll({ page }: App, runs: number): Promise<void> {
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  await expect(page.getByRole('status').filter({ hasText: `${runs} runs` }).first()).toBeVisible();
}

async function panel(page: Page, title: string) {
  const region = page.getByRole('region', { name: title, exact: true });
  await region.getByRole('button', { name: title, exact: true }).evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  return region;
}

async function pin(page: Page, name: string): Promise<void> {
  await page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem').filter({ hasText: name }).first().hover();
  await page.getByRole('button', { name: `Pin ${name} as the baseline` }).first().click();
}

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download');
  await press();
  const file = await coming;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

const savedAs = (page: Page, chart: string, format: string) => saved(page, async () => {
  await page.getByRole('button', { name: `Save ${chart}` }).click();
  await page.getByRole('menuitem', { name: `Save as ${format}` }).click();
});

test('the table of metrics marks the best, tells what is away from the baseline, sorts, and is saved', async ({ app }) => {
  await addExploredRuns(app.databasePath, 12, { seeds: 2 });
  await compareAll(app, 24);
  const { page } = app;
  const region = await panel(page, 'Metrics');
  const rows = region.getByRole('row');
  await expect(rows.filter({ hasText: 'best:' })).not.toHaveCount(0);
  await pin(page, 'search 3');
  await expect(rows.nth(1)).toContainText('baseline');
  await expect(rows.nth(2)).toContainText(/the baseline/);

  const swatch = page.getByRole('button', { name: 'Change the colour of search 3' }).first();
  await swatch.press('Enter');
  await page.getByRole('button', { name: 'wine' }).click();
  await expect(swatch.locator('i')).toHaveCSS('background-color', 'rgb(136, 34, 85)');
  await expect(rows.nth(1).locator('i')).toHaveCSS('background-color', 'rgb(136, 34, 85)');

  await page.getByRole('combobox', { name: 'Take together' }).click();
  await page.getByRole('option', { name: 'Replicates as one' }).click();
  await expect(rows).toHaveCount(13);
  await expect(rows.nth(2)).toContainText(/±/);
  await region.getByRole('button', { name: 'val_accuracy' }).click();
  await expect(region.getByRole('columnheader', { name: 'val_accuracy' })).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.nth(1)).toContainText('baseline');
  await expect(rows.nth(2)).toContainText('best:');
  await region.getByRole('radio', { name: 'Lowest' }).press(' ');
  await expect(page).toHaveURL(/value=min/);

  const { name, text } = await saved(page, () => region.getByRole('button', { name: 'Save as CSV' }).click());
  const lines = text.trim().split('\n');
  expect(name).toBe('metrics-min.csv');
  expect(lines).toHaveLength(13);
  expect(lines[0]).toContain('val_accuracy.min,val_accuracy.min sd,val_accuracy.min n,val_accuracy.min minus baseline');
  expect(lines[1]).toMatch(/^search 3 × 2,yes,2,/);
});

test('a brush on an axis shows its runs alone, by pointer and by keys; keeping them can be undone', async ({ app }) => {
  await addExploredRuns(app.databasePath, 40);
  await compareAll(app, 40);
  const { page } = app;
  const region = await panel(page, 'Parallel coordinates');
  const chart = region.getByRole('img');
  await expect(chart).toHaveAccessibleName(/40 runs over .*optimizer\.learningRate.*val_accuracy best/);
  const compared = page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem');
  const head = region.getByRole('button', { name: 'optimizer.learningRate' });
  await expect(head).toBeVisible();

  const [box, place] = [(await chart.boundingBox())!, (await head.boundingBox())!];
  const x = place.x + place.width / 2;
  await page.mouse.move(x, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(x, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(region.getByRole('status')).toHaveText(/^\d+ of 40 runs$/);
  await expect(page).toHaveURL(/brushes=/);
  await expect(compared.filter({ hasText: 'held back by a brush' })).not.toHaveCount(0);
  await expect(compared).toHaveCount(40);
  await region.getByRole('button', { name: 'Clear brushes' }).click();
  await expect(region.getByRole('status')).toHaveText('40 runs');

  const name = region.getByRole('button', { name: 'optimizer.name' });
  await name.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'adam' }).press(' ');
  await page.keyboard.press('Escape');
  await expect(region.getByRole('button', { name: 'optimizer.name , brushed' })).toBeVisible();
  await head.press('Enter');
  await page.getByLabel('From').fill('0.001');
  await page.getByRole('button', { name: 'Move axis to the left' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(chart).toHaveAccessibleName(/optimizer\.learningRate, optimizer\.name/);
  const shown = Number(/^(\d+) of 40/.exec((await region.getByRole('status').textContent())!)![1]);
  expect(shown).toBeGreaterThan(0);

  const words = (await head.boundingBox())!;
  await page.mouse.move(words.x + 10, words.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 4, words.y + 8, { steps: 5 });
  await page.mouse.up();
  await expect(chart).toHaveAccessibleName(/optimizer\.name, .*val_accuracy best, optimizer\.learningRate/);

  const csv = (await savedAs(page, 'parallel coordinates', 'CSV')).text.trim().split('\n');
  expect(csv).toHaveLength(shown + 1);
  expect(csv[0]).toContain('val_accuracy best,optimizer.learningRate');
  expect((await savedAs(page, 'parallel coordinates', 'SVG')).text).toContain('val_accuracy best');

  await region.getByRole('button', { name: 'Keep only these' }).click();
  await expect(compared).toHaveCount(shown);
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  await expect(compared).toHaveCount(40);
  await expect(region.getByRole('status')).toHaveText(`${shown} of 40 runs`);

  await region.getByRole('combobox', { name: 'Colour of the lines' }).click();
  await page.getByRole('option', { name: 'By val_accuracy best' }).click();
  await expect(page).toHaveURL(/colour=val_accuracy/);
});

test('the scatter says how two columns go together, and a point is picked by pointer and by keys', async ({ app }) => {
  await addExploredRuns(app.databasePath, 30);
  await compareAll(app, 30);
  const { page } = app;
  const region = await panel(page, 'Scatter');
  await expect(region.getByRole('status')).toContainText(/Spearman’s ρ = .* \(n = 30, p [=<] .*\)\. Least squares: y = .* · log₁₀ x\./);
  await region.getByRole('checkbox', { name: 'Log x' }).uncheck();
  await expect(region.getByRole('status')).toContainText(/ · x\./);
  const chart = region.getByRole('img');
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await expect(chart.locator('.tip')).toContainText('optimizer.learningRate');
  await page.keyboard.press('Enter');
  await expect(region.getByRole('group', { name: /^Picked: search/ })).toBeVisible();
  await region.getByRole('button', { name: 'Pin as the baseline' }).click();
  await expect(page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem').first()).toContainText('baseline');

  const { name, text } = await savedAs(page, 'scatter', 'CSV');
  expect(name).toBe('val_accuracy best-against-optimizer.learningRate.csv');
  expect(text.trim().split('\n')).toHaveLength(31);
  await region.getByRole('combobox', { name: 'Across' }).click();
  await page.getByRole('option', { name: 'optimizer.name' }).click();
  await expect(region.getByRole('status')).toContainText('both sides need numbers');
});

test('importance finds what decides among five hundred runs, and says plainly where there are too few', async ({ app }) => {
  await addExploredRuns(app.databasePath, 500);
  await compareAll(app, 500);
  const { page } = app;
  const region = await panel(page, 'Importance of config values');
  const rows = region.getByRole('row');
  await expect(rows.nth(1)).toContainText('optimizer.learningRate');
  await expect(rows.nth(2)).toContainText('optimizer.name');
  await expect(rows.filter({ hasText: 'batchSize' })).toContainText('not told from noise');
  await expect(region.getByRole('status')).toContainText(/the forest explains \d+ % of the order/);
  expect((await savedAs(page, 'importance', 'CSV')).text).toMatch(/^config value,importance,standard error,spearman rho,direction\noptimizer\.learningRate,0\./);

  const metrics = await panel(page, 'Metrics');
  await expect(metrics.getByRole('table')).toHaveAttribute('aria-rowcount', '501');
  expect(await metrics.getByRole('row').count()).toBeLessThan(60);
  const parallel = await panel(page, 'Parallel coordinates');
  await parallel.getByRole('button', { name: 'optimizer.learningRate' }).press('Enter');
  await page.getByLabel('From').fill('0.09');
  await page.keyboard.press('Escape');
  await expect(parallel.getByRole('status')).toHaveText(/^\d of 500 runs$|^[1-9]\d? of 500 runs$/);
});

for (const theme of ['light', 'dark'] as const)
  test(`the panels have no serious finding in the ${theme} theme`, async ({ app }) => {
    await addExploredRuns(app.databasePath, 16);
    await app.reopen({ theme });
    await compareAll(app, 16);
    const { page } = app;
    await pin(page, 'search 3');
    for (const title of ['Metrics', 'Parallel coordinates', 'Scatter', 'Importance of config values', 'Config differences']) await panel(page, title);
    await expect((await panel(page, 'Importance of config values')).getByRole('row').nth(1)).toBeVisible();
    await expectAccessible(page, 'the panels of a comparison');
    const parallel = await panel(page, 'Parallel coordinates');
    await parallel.getByRole('button', { name: 'optimizer.learningRate' }).click();
    await expect(page.getByLabel('From')).toBeVisible();
    await expectAccessible(page, 'the head of an axis');
  });

test('a press on the name of a panel scrolls to it, unfolds it and goes on from there by keys', async ({ app }) => {
  await addExploredRuns(app.databasePath, 6, { seeds: 1 });
  await compareAll(app, 6);
  const { page } = app;
  const jumps = page.getByRole('navigation', { name: 'Panels' });
  const jump = (name: string) => jumps.getByRole('button', { name, exact: true });
  await expect(jump('Curves')).toHaveAttribute('aria-current', 'true');

  const heading = (await panel(page, 'Scatter')).getByRole('button', { name: 'Scatter', exact: true });
  await heading.press('Enter');
  await expect(heading).toHaveAttribute('aria-expanded', 'false');
  await jump('Curves').click();
  await expect(jump('Curves')).toHaveAttribute('aria-current', 'true');
  await jump('Scatter').press('Enter');
  await expect(heading).toHaveAttribute('aria-expanded', 'true');
  await expect(heading).toBeInViewport();
  await expect(heading).toBeFocused();
  await expect(jump('Scatter')).toHaveAttribute('aria-current', 'true');

  await jump('Config differences').click();
  await expect(jump('Config differences')).toHaveAttribute('aria-current', 'true');
  await expect(jump('Scatter')).not.toHaveAttribute('aria-current', 'true');
});
