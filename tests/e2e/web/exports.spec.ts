import { expect, test } from '../support/app.ts';
import { runRow } from '../support/runs-list.ts';
import { trainRuns } from '../support/trained-runs.ts';

test('an export that takes long says how far it is and can be cancelled, and then nothing is handed over', async ({ app }) => {
  const { page } = app;
  await trainRuns(page, [{ name: 'first', data: { set: 'xor' }, epochs: 3 }]);
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  // A host that does not answer: the file is on its way as long as the test wants.
  await page.route('**/api/exports.next', () => undefined);
  await runRow(page, 'first').click();
  await page.keyboard.press('e');
  await page.getByRole('dialog', { name: /^Export/ }).getByRole('button', { name: 'Export ONNX' }).click();
  const running = page.getByRole('list', { name: 'Exports' });
  await expect(running.getByRole('progressbar')).toBeVisible();
  const ended = page.waitForRequest('**/api/exports.cancel');
  await running.getByRole('button', { name: /^Cancel the export of/ }).click();
  await ended;
  await expect(running).toHaveCount(0);
  expect(downloads).toEqual([]);
});
