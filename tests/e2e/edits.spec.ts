import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright';
import { expect, test } from './support/app.ts';
import { addEndedRuns, addTrash } from './support/stored-runs.ts';

const runRow = (page: Page, name: string) => page.getByRole('grid', { name: 'Runs' }).getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
const inspector = (page: Page, name: string) => page.getByRole('article', { name: `Run ${name}` });
const names = ['alpha', 'beta', 'gamma'];

test('marks a run by keys, takes everything back, and does it again after a restart', async ({ app }) => {
  await addEndedRuns(app.databasePath, names.map((name) => ({ name })));
  const { page } = app;
  // Rows that still come in would move under the pointer.
  await expect(page.getByText('3 runs', { exact: true })).toBeVisible();
  await runRow(page, 'alpha').click();
  const run = inspector(page, 'alpha');
  await runRow(page, 'alpha').focus();

  await page.keyboard.press('s');
  await expect(run.getByRole('button', { name: 'Unstar run' })).toBeVisible();
  await page.keyboard.press('t');
  await page.getByLabel('Add a tag').fill('baseline');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tag baseline' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(run.getByRole('list', { name: 'Tags' })).toHaveText('baseline');

  await runRow(page, 'alpha').focus();
  await page.keyboard.press('n');
  await expect(page.getByLabel('Note in Markdown')).toBeFocused();
  await page.getByLabel('Note in Markdown').fill('It is **good**. <img src=x onerror="document.title = 1"> [more](https://example.org/)');
  await page.keyboard.press('Control+Enter');
  await expect(run.locator('strong')).toHaveText('good');
  await expect(run).toContainText('<img src=x onerror=');
  await expect(run).toContainText('more (https://example.org/)');
  await expect(run.locator('img, .markdown a')).toHaveCount(0);

  await runRow(page, 'alpha').focus();
  await page.keyboard.press('m');
  await page.getByLabel('Experiment', { exact: true }).last().fill('Second');
  await expect(page.getByRole('option', { name: 'New experiment “Second”' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(run).toContainText('Second');

  await runRow(page, 'alpha').focus();
  await page.keyboard.press('l');
  await expect(run).toContainText('Locked');
  await page.keyboard.press('s');
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('“alpha” is locked and stays as it is. Unlock it first.');

  for (let step = 0; step < 5; step++) await page.keyboard.press('Control+z');
  await expect(run.getByRole('button', { name: 'Star run' })).toBeVisible();
  await expect(run).toContainText('Default');
  await expect(run.getByRole('list', { name: 'Tags' })).toHaveCount(0);
  await expect(run.locator('strong')).toHaveCount(0);

  await app.reopen();
  await runRow(app.page, 'alpha').click();
  for (let step = 0; step < 5; step++) await app.page.keyboard.press('Control+Shift+Z');
  await expect(inspector(app.page, 'alpha')).toContainText('Locked');
  await expect(inspector(app.page, 'alpha').locator('strong')).toHaveText('good');
});

test('edits a selection at once, and says what its runs have in common', async ({ app }) => {
  await addEndedRuns(app.databasePath, names.map((name, at) => ({ name, config: { seed: at } })));
  const { page } = app;
  await runRow(page, 'alpha').click();
  await page.keyboard.press('Control+a');
  const several = page.getByRole('article', { name: '3 runs selected' });
  await expect(several).toContainText('seed');
  await page.keyboard.press('t');
  await page.getByLabel('Add a tag').fill('all of them');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(several).toContainText('all of them');
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).first().click();
  await expect(several).not.toContainText('all of them');
});

test('edits from the context menu and from the palette, and gives the focus back', async ({ app }) => {
  await addEndedRuns(app.databasePath, names.map((name) => ({ name })));
  const { page } = app;
  await runRow(page, 'beta').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Change colour…' }).click();
  await page.getByRole('button', { name: 'rose', exact: true }).click();
  await expect(page.getByRole('button', { name: 'rose', exact: true })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('edit tags');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add a tag').fill('by palette');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tag by palette' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector(page, 'beta').getByRole('list', { name: 'Tags' })).toHaveText('by palette');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('Undone: tag “beta” with “by palette”.');
});

test('undo in a field that is typed into is the field’s own', async ({ app }) => {
  const [id] = await addEndedRuns(app.databasePath, [{ name: 'alpha' }]);
  const { page } = app;
  await runRow(page, 'alpha').click();
  await inspector(page, 'alpha').getByRole('button', { name: 'Star run' }).click();
  await expect(inspector(page, 'alpha').getByRole('button', { name: 'Unstar run' })).toBeVisible();
  const filter = page.getByRole('combobox', { name: 'Filter runs' });
  await filter.focus();
  await page.keyboard.type('starred = true');
  await page.keyboard.press('Control+z');
  await expect(filter).not.toHaveValue('starred = true');
  await expect(inspector(page, 'alpha').getByRole('button', { name: 'Unstar run' })).toBeVisible();
  expect(id).toBeDefined();
});

test('keeps deleted runs in the trash, restores them, and says what emptying frees', async ({ app }) => {
  await addEndedRuns(app.databasePath, names.map((name) => ({ name })));
  const { page } = app;
  await runRow(page, 'alpha').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(page.getByText('No runs yet')).toBeVisible();

  await page.getByRole('link', { name: 'Trash' }).click();
  await page.getByRole('button', { name: 'Restore beta' }).click();
  await expect(page.getByRole('grid', { name: 'In the trash' }).getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  await expect(page.getByRole('dialog', { name: 'Empty trash…' })).toContainText(/removes 2 runs for good.*frees about \d/);
  await page.getByRole('button', { name: 'Remove 2 runs' }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();

  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(runRow(page, 'beta')).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Runs' }).getByRole('row')).toHaveCount(2);
});

test('draws of a full trash those in sight, and brings back a data set, one far below and all but one', async ({ app }) => {
  await addTrash(app.databasePath, 600);
  const { page } = app;
  await page.getByRole('link', { name: 'Trash' }).click();
  const trash = page.getByRole('grid', { name: 'In the trash' });
  await expect(page.getByText(/^600 runs and 1 data set, about/)).toBeVisible();
  await expect(trash.getByRole('row', { name: /Select small/ })).toContainText('Data set');
  expect(await trash.getByRole('row').count()).toBeLessThan(100);

  await trash.getByRole('row', { name: /Select small/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^600 runs, about/)).toBeVisible();
  await expect(trash.getByRole('row', { name: /Select small/ })).toHaveCount(0);

  await trash.getByRole('row', { name: /trashed 599/ }).focus();
  await page.keyboard.press('End');
  await expect(trash.getByRole('row', { name: /trashed 0\b/ })).toBeFocused();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Restore 1 item' }).click();
  await expect(page.getByText(/^599 runs, about/)).toBeVisible();

  await trash.getByRole('checkbox', { name: 'Select all' }).check();
  await trash.getByRole('row').nth(1).getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: 'Restore 598 items' }).click();
  await expect(page.getByText(/^1 run, about/)).toBeVisible();
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByText('599 runs', { exact: true })).toBeVisible();
});

test('says how far emptying the trash is, stops on request, and leaves the rest to be restored', async ({ app }) => {
  await addTrash(app.databasePath, 200);
  const { page } = app;
  await page.getByRole('link', { name: 'Trash' }).click();
  const trash = page.getByRole('grid', { name: 'In the trash' });
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  // While another process writes nothing is removed, so that what is shown stays until it has been read.
  const other = new Sqlite(app.databasePath);
  other.exec('BEGIN IMMEDIATE');
  await page.getByRole('button', { name: 'Remove 200 runs and 1 data set' }).click();
  await expect(page.getByRole('progressbar', { name: 'Emptying the trash' })).toBeVisible();
  await expect(page.getByText('0 of 200 runs removed')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Empty trash…' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  other.exec('ROLLBACK');
  other.close();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText(/Stopped: \d+ runs are removed for good, the other \d+ can still be restored/);
  await expect(page.getByRole('progressbar', { name: 'Emptying the trash' })).toHaveCount(0);
  await expect(trash.getByRole('row', { name: /trashed 199/ })).toBeVisible();

  await page.getByRole('button', { name: 'Empty trash…' }).click();
  await page.getByRole('button', { name: /^Remove \d+ runs and 1 data set$/ }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
});
