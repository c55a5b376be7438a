import { expect, test } from './support/app.ts';
import { addEndedRuns } from './support/stored-runs.ts';

/** Each view by its place in the rail, and the heading that says that it stands there. */
const views = [['Launch', 'Launch a run'], ['Runs', 'Runs'], ['Compare', 'Compare'], ['Replay', 'Replay'], ['Data', 'Data'], ['Models', 'Models'], ['Trash', 'Trash']] as const;

test('larger text fills rows and fields in every view, and is kept', async ({ app }) => {
  await addEndedRuns(app.databasePath, [{ name: 'first' }]);
  const row = () => app.page.getByRole('grid', { name: 'Runs' }).locator('[data-run]').first();
  await expect(row()).toBeVisible();
  const before = (await row().boundingBox())!.height;

  await app.page.getByRole('button', { name: 'Text size' }).click();
  await app.page.getByRole('radio', { name: 'Larger' }).check();
  await app.page.keyboard.press('Escape');
  await expect.poll(async () => (await row().boundingBox())!.height).toBeGreaterThan(before * 1.25);

  await app.reopen();
  await expect.poll(async () => (await row().boundingBox())!.height).toBeGreaterThan(before * 1.25);
  for (const [view, title] of views) {
    await app.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view, exact: true }).click();
    await expect(app.page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible();
    const { text, beyond } = await app.page.evaluate(() => ({ text: getComputedStyle(document.body).fontSize, beyond: document.documentElement.scrollWidth - innerWidth }));
    expect(text).toBe('16.9px');
    expect(beyond, `${view} goes beyond the window`).toBeLessThanOrEqual(0);
  }
});
