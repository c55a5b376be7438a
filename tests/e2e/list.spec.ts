import { rmSync } from 'node:fs';
import type { Locator } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import { generateDatabase } from '../../scripts/generate-database/generate.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test, type App } from './support/app.ts';
import { addEndedRuns } from './support/stored-runs.ts';

/** A grid, and a tree of them once there are groups. */
const gridOf = (app: App) => app.page.getByRole('grid', { name: 'Runs' }).or(app.page.getByRole('treegrid', { name: 'Runs' }));
const head = (app: App, name: RegExp) => gridOf(app).getByRole('columnheader', { name });
const total = (app: App) => app.page.getByRole('status').filter({ hasText: / runs?/ }).first();

/** The application on a database of 3,000 runs that nobody trained. */
async function openMany(app: App, theme: 'light' | 'dark' = 'light'): Promise<void> {
  await app.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(app.databasePath + suffix, { force: true });
  await generateDatabase(app.databasePath, { runs: 3000, withPoints: 0, until: Date.parse('2026-11-01') }, () => {});
  await app.reopen({ theme });
  await expect(gridOf(app).getByRole('row').nth(5)).toHaveAttribute('data-run', /./);
}

/** How many rows there are at all, and how many of them have come. */
const rowsIn = (grid: Locator) => grid.evaluate((element) => ({
  rows: element.querySelectorAll('[data-row]').length, waiting: element.querySelectorAll('[data-row][aria-busy]').length,
}));

async function headsOf(app: App): Promise<string[]> {
  return gridOf(app).getByRole('columnheader').evaluateAll((heads) => heads.map((one) => one.getAttribute('data-column') ?? ''));
}

test('scrolls through thousands of runs and many columns with a handful of rows at hand', async ({ app }) => {
  await openMany(app);
  const grid = gridOf(app);
  const count = Number(await grid.getAttribute('aria-rowcount')) - 1;
  expect(count).toBeGreaterThan(2500);
  await app.page.mouse.move(700, 500);
  for (let turn = 0; turn < 30; turn++) await app.page.mouse.wheel(0, 400);
  await expect.poll(() => grid.evaluate((element) => element.scrollTop)).toBeGreaterThan(9000);
  await expect.poll(async () => (await rowsIn(grid)).waiting).toBe(0);
  expect((await rowsIn(grid)).rows).toBeLessThan(120);

  await grid.getByRole('row').nth(5).click();
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('End');
  await expect(grid.locator(`[data-row="${count - 1}"]`)).toHaveAttribute('aria-selected', 'true');
  await expect(grid.locator(`[data-row="${count - 1}"]`)).toBeFocused();
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('Shift+Home');
  await expect(total(app)).toContainText(`${count.toLocaleString('en-US')} selected`);
  await expect(grid.locator('[data-row="0"]')).toBeFocused();
  await app.page.keyboard.press('Control+a');
  await app.page.keyboard.press('Space');
  await expect(total(app)).toContainText(`${(count - 1).toLocaleString('en-US')} selected`);

  // A row whose element is moved or replaced has the keyboard again with the next that is drawn.
  await grid.evaluate((element) => {
    (document.activeElement as HTMLElement).blur();
    element.scrollTop = 600;
  });
  await expect(grid.locator('[data-row="0"]')).toBeFocused();

  await grid.evaluate((element) => { element.scrollLeft = element.scrollWidth; });
  await expect(grid.getByRole('columnheader').last()).toBeInViewport();
  await expect.poll(async () => (await headsOf(app)).length).toBeLessThan(30);
  await expect(head(app, /^Name/)).toBeInViewport();
});

test('columns are picked, moved, resized and sorted by keys, runs grouped, and a view kept with its link', async ({ app }) => {
  await openMany(app);
  const { page } = app;
  const grid = gridOf(app);

  await head(app, /^Val loss/).focus();
  await page.keyboard.press('Enter');
  await expect(head(app, /^Val loss/)).toHaveAttribute('aria-sort', 'ascending');
  const before = (await headsOf(app)).indexOf('val_loss.best');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect.poll(async () => (await headsOf(app)).indexOf('val_loss.best')).toBe(before - 1);
  const width = (await head(app, /^Val loss/).boundingBox())!.width;
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await head(app, /^Val loss/).boundingBox())!.width).toBe(width + 16);

  await head(app, /^Optimizer/).click({ modifiers: ['Shift'] });
  await expect(head(app, /^Optimizer/)).toContainText('2');
  await expect(page).toHaveURL(/sort=val_loss\.best,optimizer\.name|sort=val_loss\.best%2Coptimizer\.name/);

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Find a column').fill('train loss');
  await page.getByRole('checkbox', { name: 'Train loss lowest' }).check();
  await page.keyboard.press('Escape');

  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'Replicates' }).click();
  await expect(total(app)).toContainText(/groups/);
  const group = grid.getByRole('row', { expanded: false }).first();
  await group.click();
  await expect(grid.getByRole('row', { expanded: true })).toHaveCount(1);
  await expect(grid.locator('[aria-level="2"]').first()).toHaveAttribute('data-run', /./);

  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByLabel('Name of a new view').fill('Best replicates');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Best replicates/ })).toBeVisible();
  await expect(page).toHaveURL(/view=/);
  const link = new URL(page.url()).hash;
  await expect.poll(() => page.evaluate(async () => {
    const reply = await (window as unknown as { trainyard: Bridge }).trainyard.call('settings.get', null);
    return JSON.stringify(reply.ok && reply.value.layout['runs.list']);
  }), 'which view it is, is kept').toMatch(/"view":"/);

  // What is shown outlives a restart, and the link opens it over anything else.
  await app.reopen();
  await expect(app.page.getByRole('button', { name: /^Best replicates/ })).toBeVisible();
  await expect(total(app)).toContainText(/groups/);
  await app.page.getByRole('combobox', { name: 'Filter runs' }).fill('status = failed');
  await expect(app.page.getByRole('button', { name: /Best replicates, changed/ })).toBeVisible();
  await app.page.evaluate((hash) => { location.hash = '#/data'; location.hash = hash; }, link);
  await expect(app.page.getByRole('combobox', { name: 'Filter runs' })).toHaveValue('');
  await expect(head(app, /^Val loss/)).toHaveAttribute('aria-sort', 'ascending');
  expect((await headsOf(app)).indexOf('val_loss.best')).toBe(before - 1);
});

test('in a small window the bar stays whole beside an inspector, and columns that go on are told', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1024, height: 700 });
  await addEndedRuns(app.databasePath, [{ name: 'first' }, { name: 'second', config: { seed: 7 } }]);
  const grid = gridOf(app);
  await grid.getByRole('row', { name: /first/ }).click();
  await expect(page.getByRole('article', { name: 'Run first' })).toBeVisible();
  await expect(page.locator('.more')).toBeVisible();
  await grid.evaluate((element) => { element.scrollLeft = element.scrollWidth; });
  await expect(page.locator('.more')).toHaveCount(0);
  // What lies under the inspector takes no click.
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByLabel('Find a column')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await expect(page.getByLabel('Name of a new view')).toBeVisible();
});

test('a run that another process stores appears, and changes where it stands', async ({ app }) => {
  await addEndedRuns(app.databasePath, [{ name: 'first' }]);
  const rows = gridOf(app).getByRole('row');
  await expect(rows).toHaveCount(2);
  await app.page.getByRole('combobox', { name: 'Filter runs' }).fill('val_loss < 2');
  await expect(rows).toHaveCount(2);
  await addEndedRuns(app.databasePath, [{ name: 'second' }, { name: 'third' }]);
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText('third');
  await expect(total(app)).toContainText('3 runs');
});

for (const theme of ['light', 'dark'] as const)
  test(`the list has no serious finding in the ${theme} theme`, async ({ app }) => {
    await openMany(app, theme);
    const { page } = app;
    await expectAccessible(page, 'the list');
    await page.getByRole('button', { name: 'Columns' }).click();
    await expectAccessible(page, 'the columns');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByLabel('Name of a new view').fill('Mine');
    // The button has turned on a moment ago.
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    await expectAccessible(page, 'the views');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByRole('option', { name: 'Experiment' }).click();
    await expect(total(app)).toContainText(/groups/);
    await gridOf(app).getByRole('row', { expanded: false }).first().click();
    await expectAccessible(page, 'the groups');
  });
