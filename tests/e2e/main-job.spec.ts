import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { root } from '../../scripts/support/root.mjs';
import { expect, test } from './support/app.ts';

const startRun = (page: Page) => page.getByRole('button', { name: 'Start run' });
const runRows = (page: Page) => page.getByRole('grid', { name: 'Runs' }).getByRole('row');
const inspector = (page: Page, name: string | RegExp) => page.getByRole('article', { name });

/** A network that no machine finishes within a test, so that it can be paused and stopped at leisure. */
async function startLongRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Launch' }).click();
  await page.getByLabel('Epochs', { exact: true }).fill('1000000');
  await page.getByRole('switch', { name: 'Early stopping' }).press('Space');
  await page.getByLabel('Name', { exact: true }).fill('endless');
  await startRun(page).click();
  await expect(inspector(page, 'Run endless')).toContainText('Running');
}

test('trains on the breast-cancer table from the launch form, and the run is there after a restart', async ({ app }) => {
  await app.page.getByRole('link', { name: 'Launch' }).click();
  await expect(app.page.getByRole('complementary', { name: 'This run' })).toContainText('30-24-24-2');
  await startRun(app.page).click();

  const run = inspector(app.page, /Run adam 24-24/);
  await expect(run).toContainText('Completed');
  await expect(run.getByRole('img', { name: /loss/i }).or(run.locator('canvas')).first()).toBeVisible();
  const accuracy = Number(await run.getByRole('row', { name: /^val_accuracy/ }).getByRole('cell').nth(1).textContent());
  expect(accuracy).toBeGreaterThan(0.93);

  await app.reopen();
  await expect(runRows(app.page)).toHaveCount(2);
  await runRows(app.page).nth(1).click();
  await expect(inspector(app.page, /Run adam 24-24/)).toContainText('Completed');
});

test('pauses, resumes and stops a run, and keeps what it has learned', async ({ app }) => {
  const { page } = app;
  await startLongRun(page);
  const run = inspector(page, 'Run endless');
  await run.getByRole('button', { name: 'Pause run' }).click();
  await expect(run).toContainText('Paused');
  await run.getByRole('button', { name: 'Resume run' }).click();
  await expect(run).toContainText('Running');
  await run.getByRole('button', { name: 'Stop run' }).click();
  await expect(run).toContainText('Stopped');
  await expect(run.getByRole('row', { name: /^val_loss/ })).toBeVisible();
});

test('keeps a run that trains when the window closes: stopped, with its whole epochs', async ({ app }) => {
  await startLongRun(app.page);
  await expect(inspector(app.page, 'Run endless').getByRole('row', { name: /^val_loss/ })).toBeVisible();
  await app.reopen();
  await expect(runRows(app.page).nth(1)).toContainText(/Stopped|Interrupted/);
});

test('edits the config as JSON and as a form, and says at the field what is wrong', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Launch' }).click();
  await page.getByLabel('Batch size').fill('0');
  await expect(page.getByLabel('Batch size')).toHaveAccessibleDescription(/at least 1|1 or more|from 1/);
  await page.getByLabel('Batch size').fill('16');
  await page.getByRole('radio', { name: 'JSON' }).click();
  const json = page.getByLabel('Config as JSON');
  const config = JSON.parse(await json.inputValue()) as { batchSize: number };
  expect(config.batchSize).toBe(16);
  await json.fill(JSON.stringify({ ...config, batchSize: 24 }));
  await page.getByRole('radio', { name: 'Form' }).click();
  await expect(page.getByLabel('Batch size')).toHaveValue('24');
});

test('deletes a run and brings it back', async ({ app }) => {
  const { page } = app;
  await startLongRun(page);
  await inspector(page, 'Run endless').getByRole('button', { name: 'Stop run' }).click();
  await expect(inspector(page, 'Run endless')).toContainText('Stopped');
  await inspector(page, 'Run endless').getByRole('button', { name: 'Delete run' }).click();
  await expect(page.getByRole('grid', { name: 'Runs' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(runRows(page)).toHaveCount(2);
});

test('imports a CSV file and says what is wrong with another', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Data' }).click();
  const table = ['size,colour,price', ...Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'red' : 'blue'},${i * 2.5 + 1}`)].join('\n');
  await page.locator('input[type=file]').setInputFiles({ name: 'house <b>prices</b>.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Data sets' }).getByRole('row', { name: /house <b>prices<\/b>/ })).toContainText('regression');
  await page.locator('input[type=file]').setInputFiles({ name: 'ragged.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n1,2,3\n') });
  await expect(page.getByRole('region', { name: 'Import ragged.csv' }).getByRole('alert')).toContainText(/ragged\.csv.*line 3/is);
});

test('shows what a terminal trains on the same file, live', async ({ app }) => {
  await expect(app.page.getByRole('link', { name: 'Runs' })).toBeVisible();
  const terminal = spawn(process.execPath, [join(root, 'bin', 'trainyard.mjs'), 'train', '--data', 'iris', '--name', 'from a terminal', '--epochs', '30', '--db', app.databasePath], { stdio: 'ignore' });
  await expect(runRows(app.page).nth(1)).toContainText('from a terminal');
  await expect(runRows(app.page).nth(1)).toContainText('Completed');
  await expect.poll(() => terminal.exitCode).toBe(0);
});
