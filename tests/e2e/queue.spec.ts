import type { Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/app.ts';

const panel = (page: Page) => page.getByRole('dialog', { name: 'Running jobs' });
const openPanel = (page: Page) => page.getByRole('button', { name: /^Running jobs/ }).click();
const queued = (page: Page) => panel(page).getByRole('list', { name: 'Queued runs' }).getByRole('listitem');

/** Runs that no machine finishes within a test: the first trains, the others wait. */
async function launchEndless(page: Page, names: string[]): Promise<void> {
  await page.evaluate(async (all) => {
    const { trainyard } = window as unknown as { trainyard: Bridge };
    await trainyard.call('settings.set', { workers: 1 });
    for (const name of all) await trainyard.call('runs.launch', { config: { name, epochs: 1_000_000, earlyStopping: null, snapshots: { budgetBytes: 100_000 } } });
  }, names);
}

test('queued runs change places by keys and by dragging, over restarts', async ({ app }) => {
  const { page } = app;
  await launchEndless(page, ['first', 'a', 'b', 'c', 'd']);
  await openPanel(page);
  await expect(queued(page)).toHaveText(['a', 'b', 'c', 'd']);
  await queued(page).nth(3).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(queued(page)).toHaveText(['a', 'b', 'd', 'c']);
  await expect(queued(page).nth(2)).toBeFocused();
  await page.keyboard.press('Alt+Home');
  await expect(queued(page)).toHaveText(['d', 'a', 'b', 'c']);
  await expect(panel(page).getByRole('status')).toHaveText('d: place 1 of 4');
  await queued(page).nth(3).dragTo(queued(page).nth(1), { targetPosition: { x: 60, y: 2 } });
  await expect(queued(page)).toHaveText(['d', 'c', 'a', 'b']);
  await queued(page).nth(2).getByRole('button', { name: 'Cancel a' }).click();
  await expect(queued(page)).toHaveText(['d', 'c', 'b']);
  await panel(page).getByRole('button', { name: 'Stop first' }).click();
  await expect(panel(page).getByRole('region', { name: 'Running' })).toContainText('d');
  await app.reopen();
  await openPanel(app.page);
  await expect(panel(app.page).getByRole('region', { name: 'Running' })).toContainText('c');
  await expect(queued(app.page)).toHaveText(['b']);
});

test('all is paused, goes on, and takes more workers; all of it can be stopped', async ({ app }) => {
  const { page } = app;
  await launchEndless(page, ['one', 'two', 'three']);
  await openPanel(page);
  await expect(panel(page)).toContainText(/left/);
  await panel(page).getByRole('button', { name: 'Pause all' }).click();
  await expect(panel(page).getByRole('region', { name: 'Paused' }).getByRole('listitem')).toHaveCount(3);
  await panel(page).getByRole('button', { name: 'Resume all' }).click();
  await expect(queued(page)).toHaveCount(2);
  await panel(page).getByLabel('At a time').fill('0');
  await expect(panel(page).getByRole('alert')).toHaveText('from 1 to 256');
  await panel(page).getByLabel('At a time').fill('2');
  await expect(panel(page).getByRole('alert')).toHaveCount(0);
  await expect(panel(page).getByRole('region', { name: 'Running' }).getByRole('listitem')).toHaveCount(2);
  await panel(page).getByRole('button', { name: 'Stop all' }).click();
  await expect(panel(page)).toContainText('Nothing trains or waits');
});

for (const theme of ['light', 'dark'] as const)
  test(`the panel has no serious accessibility finding, ${theme}`, async ({ app }) => {
    await app.reopen({ theme });
    await launchEndless(app.page, ['one', 'two', 'three']);
    await openPanel(app.page);
    await panel(app.page).getByRole('button', { name: 'Pause one' }).click();
    await expect(panel(app.page).getByRole('region', { name: 'Paused' })).toBeVisible();
    await expectAccessible(app.page, `queue panel, ${theme}`);
  });
