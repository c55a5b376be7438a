import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/app.ts';
import { addEndedRuns } from './support/stored-runs.ts';

for (const theme of ['light', 'dark'] as const)
  test(`no view has a serious finding in the ${theme} theme`, async ({ app }) => {
    const [id, gone] = await addEndedRuns(app.databasePath, [
      { name: 'alpha', tags: ['baseline', 'long tag name'] }, { name: 'deleted' }, { name: 'beta' },
    ]);
    await app.reopen({ theme });
    const { page } = app;
    const places = await page.getByRole('navigation', { name: 'Views' }).getByRole('link').allTextContents();
    expect(places.length).toBeGreaterThan(3);
    for (const place of places.map((text) => text.trim())) {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: place }).click();
      await page.getByRole('main').locator('> *').first().waitFor();
      await page.waitForTimeout(300);
      await expectAccessible(page, place);
    }

    await page.getByRole('link', { name: 'Runs' }).click();
    const rows = page.getByRole('grid', { name: 'Runs' }).getByRole('row');
    await rows.filter({ hasText: 'deleted' }).click();
    await page.keyboard.press('Delete');
    await expect(rows).toHaveCount(3);
    await rows.filter({ hasText: 'alpha' }).click();
    await expect(page.getByRole('article', { name: 'Run alpha' })).toContainText('trainyard train --like');
    await page.keyboard.press('n');
    await expectAccessible(page, 'the note editor');
    await page.getByLabel('Note in Markdown').fill('# Title\n\n- `code` and **bold**\n\n> quote');
    await page.keyboard.press('Control+Enter');
    await expectAccessible(page, 'the inspector');
    await page.keyboard.press('t');
    await expectAccessible(page, 'the tag editor');
    await page.keyboard.press('Escape');
    await rows.filter({ hasText: 'alpha' }).click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page, 'the context menu');
    await page.keyboard.press('Escape');
    await rows.filter({ hasText: 'alpha' }).click();
    await page.keyboard.press('Control+a');
    await expect(page.getByRole('article', { name: '2 runs selected' })).toBeVisible();
    await expectAccessible(page, 'the inspector of a selection');
    await page.keyboard.press('Control+k');
    await expectAccessible(page, 'the command palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expectAccessible(page, 'the shortcuts');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Trash' }).click();
    await expect(page.getByRole('grid', { name: 'In the trash' })).toBeVisible();
    await page.getByRole('button', { name: 'Empty trash…' }).click();
    await expectAccessible(page, 'the trash');
    expect([id, gone]).not.toContain(undefined);
  });
