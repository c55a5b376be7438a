import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { runRow } from './support/runs-list.ts';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { addComparedRuns } from './support/compared-runs.ts';

const chart = (page: Page, metric: string) => page.getByRole('img', { name: new RegExp(`^${metric} by `) });
const compared = (page: Page) => page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem');
const count = (page: Page) => page.locator('figcaption', { hasText: 'val_loss' });

/** Whether something is painted in the layer of lines, or in another one. */
const inked = (page: Page, metric: string, layer = 1) => chart(page, metric).locator('canvas').nth(layer).evaluate((canvas: HTMLCanvasElement) => {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
});

async function savedChart(page: Page, format: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save val_loss' }).click();
  await page.getByRole('menuitem', { name: `Save as ${format}` }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe(`val_loss-by-epoch.${format.toLowerCase()}`);
  return readFile(await file.path());
}

async function openComparison(page: Page): Promise<void> {
  await runRow(page, 'alpha').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('c');
  await expect(compared(page)).toHaveCount(4);
  await expect(chart(page, 'val_loss')).toBeVisible();
  await expect.poll(() => inked(page, 'val_loss')).toBe(true);
}

test('compares selected runs: axes, smoothing, eye, baseline, replicates, and the link brings it back', async ({ app }) => {
  await addComparedRuns(app.databasePath, 3000);
  const { page } = app;
  await openComparison(page);
  await expect(count(page)).toContainText(/of 12,000 points/);

  await page.getByRole('radio', { name: 'Step' }).press(' ');
  await page.getByRole('checkbox', { name: 'Log y' }).check();
  await page.getByLabel('Smoothing weight').fill('0.9');
  await page.getByLabel('Smoothing weight').press('Enter');
  await expect(page).toHaveURL(/x=step/);
  await expect(page).toHaveURL(/smoothing=0\.9/);

  await page.getByRole('button', { name: 'Hide beta in charts' }).click();
  await expect(count(page)).toContainText(/of 9,000 points/);
  await expect(compared(page)).toHaveCount(4);
  await compared(page).filter({ hasText: 'gamma' }).hover();
  await page.getByRole('button', { name: 'Pin gamma as the baseline' }).click();
  await expect(compared(page).first()).toContainText('gamma');
  await expect(compared(page).first()).toContainText('baseline');

  await page.getByRole('combobox', { name: 'Take together' }).click();
  await page.getByRole('option', { name: 'Replicates as one' }).click();
  await expect(compared(page)).toHaveCount(3);
  await expect(page.getByRole('status').filter({ hasText: '4 runs in 3 groups' })).toBeVisible();

  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByLabel('Name of the comparison').fill('my four');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved the comparison “my four”.')).toBeVisible();

  await expectAccessible(page, 'a comparison in the light theme');

  const address = page.url();
  await app.reopen({ theme: 'dark' });
  await expect(runRow(app.page, 'alpha')).toBeVisible();
  await app.page.evaluate((hash) => { location.hash = hash; }, new URL(address).hash);
  await expect(compared(app.page)).toHaveCount(3);
  await expect(compared(app.page).first()).toContainText('baseline');
  await expect(app.page.getByRole('checkbox', { name: 'Log y' })).toBeChecked();
  await expect(app.page.getByLabel('Smoothing weight')).toHaveValue('0.9');
  await expect(app.page.getByRole('button', { name: 'Show beta in charts' })).toBeVisible();
  await expect(chart(app.page, 'val_loss')).toBeVisible();
  await expectAccessible(app.page, 'a comparison in the dark theme');
});

test('zooms, pans and reads by pointer and by keys', async ({ app }) => {
  await addComparedRuns(app.databasePath, 300);
  const { page } = app;
  await openComparison(page);
  const loss = chart(page, 'val_loss');
  const box = (await loss.boundingBox())!;
  await expect(count(page)).toContainText('1,200 points');

  await page.mouse.move(box.x + box.width / 2, box.y + 80);
  await expect(loss.locator('.tip')).toContainText('epoch');
  await expect(loss.locator('.tip tr')).toHaveCount(4);
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole('button', { name: 'Show all of it' })).toBeVisible();
  await expect(count(page)).not.toContainText('1,200 points');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 80, box.y + 80, { steps: 4 });
  await page.mouse.up();
  await loss.dblclick();
  await expect(count(page)).toContainText('1,200 points');

  // The cross-hair stands in every chart; a line that is pointed at stays, the others fade.
  await expect.poll(() => inked(page, 'val_accuracy', 2)).toBe(true);
  await compared(page).filter({ hasText: 'gamma' }).hover();
  await expect(loss.locator('canvas').nth(1)).toHaveClass(/faded/);
  await page.mouse.move(4, 4);
  await expect(loss.locator('canvas').nth(1)).not.toHaveClass(/faded/);
  await loss.focus();
  await page.keyboard.press('+');
  await expect(count(page)).not.toContainText('1,200 points');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('0');
  await expect(count(page)).toContainText('1,200 points');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(loss.locator('[aria-live]')).toContainText(/epoch 2: 0\.\d+/);

  // A chart out of sight is gone, and comes back as it was.
  await page.keyboard.press('+');
  await expect(count(page)).not.toContainText('1,200 points');
  await page.getByRole('heading', { name: 'Config differences' }).scrollIntoViewIfNeeded();
  await expect(loss).toHaveCount(0);
  await page.getByRole('heading', { name: 'Curves', exact: true }).scrollIntoViewIfNeeded();
  await expect(count(page)).toContainText(/points?/);
  await expect(count(page)).not.toContainText('1,200 points');
});

test('the menu of a compared run does what its buttons do', async ({ app }) => {
  await addComparedRuns(app.databasePath, 20);
  const { page } = app;
  await openComparison(page);
  const beta = compared(page).filter({ hasText: 'beta' });
  const choose = async (name: string) => {
    await beta.click({ button: 'right' });
    await page.getByRole('menuitem', { name }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
  };
  await choose('Pin as the baseline');
  await expect(compared(page).first()).toContainText(/beta.*baseline/);
  await choose('Hide in charts');
  await expect(count(page)).toContainText('60 points');
  await choose('Change colour…');
  await page.getByRole('group', { name: 'Colours' }).getByRole('button', { name: 'teal', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Colours' })).toHaveCount(0);
  await choose('Take run out of the comparison');
  await expect(compared(page)).toHaveCount(3);
  await expect(compared(page).first().getByRole('button').first()).toBeFocused();
});

test('tells what a chart cannot draw, and draws replicates as their mean with a band', async ({ app }) => {
  await addComparedRuns(app.databasePath, 8, { lossOf: (epoch, run) => (run === 1 && epoch > 2 && epoch < 6 ? [Number.NaN, Infinity, -0.5][epoch - 3]! : (run + 1) / epoch) });
  const { page } = app;
  await openComparison(page);
  await expect(count(page)).toContainText('32 points');
  await page.getByRole('checkbox', { name: 'Log y' }).check();
  await expect(count(page)).toContainText('32 points, 1 off the log axis');
  await page.getByRole('checkbox', { name: 'Log y' }).uncheck();
  await expect(count(page)).not.toContainText('off the log axis');
  const csv = (await savedChart(page, 'CSV')).toString('utf8').split('\n');
  expect(csv).toEqual(expect.arrayContaining(['beta,value,3,NaN', 'beta,value,4,inf', 'beta,value,5,-0.5']));

  await page.getByRole('combobox', { name: 'Take together' }).click();
  await page.getByRole('option', { name: 'Replicates as one' }).click();
  await expect(compared(page)).toHaveCount(3);
  await expect(chart(page, 'val_loss')).toHaveAccessibleName(/of 3 lines/);
  await expect(count(page)).toContainText('24 points');
  const grouped = (await savedChart(page, 'CSV')).toString('utf8');
  // alpha is 1 / epoch and delta 4 / epoch: at epoch 2, ± their standard deviation.
  const at2 = (series: string) => Number(new RegExp(`^(?:alpha|delta) × 2,${series},2,(.*)$`, 'm').exec(grouped)?.[1]);
  expect(at2('mean')).toBe(1.25);
  expect(at2('band high')).toBeCloseTo(1.25 + 0.75 * Math.SQRT2, 9);
  await page.getByRole('heading', { name: 'Parallel coordinates' }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('img', { name: /^Parallel coordinates of 3 groups/ })).toBeVisible();
});

test('saves a chart as picture, drawing and table', async ({ app }) => {
  await addComparedRuns(app.databasePath, 50, { first: '=1+1 <b>&"' });
  const { page } = app;
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  await expect.poll(() => inked(page, 'val_loss')).toBe(true);
  const png = await savedChart(page, 'PNG');
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect(png.readUInt32BE(16)).toBeGreaterThan(600);

  const svg = (await savedChart(page, 'SVG')).toString('utf8');
  const parsed = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { root: document.documentElement.localName, failed: document.querySelector('parsererror') !== null, text: document.documentElement.textContent };
  }, svg);
  expect(parsed).toMatchObject({ root: 'svg', failed: false });
  expect(parsed.text).toContain('=1+1 <b>&"');

  const rows = (await savedChart(page, 'CSV')).toString('utf8').trim().split('\n');
  expect(rows).toHaveLength(1 + 4 * 50);
  expect(rows.some((row) => row.startsWith('"\'=1+1 <b>&""",value,1,'))).toBe(true);
});

test('draws five hundred runs at once', async ({ app }) => {
  await addComparedRuns(app.databasePath, 40, { runs: 500 });
  const { page } = app;
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  await expect(page.getByRole('status').filter({ hasText: '500 runs' })).toBeVisible();
  await expect(compared(page)).toHaveCount(500);
  await expect(count(page)).toContainText('20,000 points');
  await expect.poll(() => inked(page, 'val_loss')).toBe(true);
});

test('a run that trains while it is compared moves on by itself', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Launch' }).click();
  await page.getByRole('radio', { name: 'JSON' }).click();
  await page.getByLabel('Config as JSON').fill(JSON.stringify({ name: 'endless', epochs: 1_000_000, earlyStopping: null }));
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByRole('article', { name: 'Run endless' })).toContainText('Running');
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Compare all runs' }).click();
  await expect(count(page)).toContainText(/points/);
  const points = async () => Number(/([\d,]+) points/.exec((await count(page).textContent()) ?? '')?.[1]?.replaceAll(',', '') ?? 0);
  const before = await points();
  await expect.poll(points).toBeGreaterThan(before + 5);
  await page.getByRole('link', { name: 'Runs' }).click();
  await runRow(page, 'endless').click();
  await page.getByRole('button', { name: 'Stop run' }).click();
  await expect(page.getByRole('article', { name: 'Run endless' })).toContainText('Stopped');
});

test('one playhead moves all compared runs', async ({ app }) => {
  await addComparedRuns(app.databasePath, 40);
  const { page } = app;
  await openComparison(page);
  const values = page.getByRole('table', { name: 'Metrics at the epoch of the playhead' });
  const epoch = page.getByRole('slider', { name: 'Epoch' });
  await expect(epoch).toHaveValue('40');
  await epoch.press('Home');
  for (let i = 0; i < 3; i++) await epoch.press('ArrowRight');
  await values.scrollIntoViewIfNeeded();
  await expect(values.locator('[data-epoch="3"]')).toHaveCount(4);
  // What the runs were written with, at epoch 3.
  const loss = 0.05 + 0.9 / (1 + 3 / 10) + 0.02 * Math.sin(3);
  await expect(values.getByRole('row', { name: /alpha/ }).getByRole('cell', { name: loss.toPrecision(4) })).toBeVisible();
  await expectAccessible(page, 'a comparison with a playhead');
  await page.getByRole('button', { name: 'Show how the runs came out' }).click();
  await expect(values.locator('[data-epoch="40"]')).toHaveCount(4);
});
