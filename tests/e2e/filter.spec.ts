import { expect, test, type App } from './support/app.ts';

async function train(page: App['page'], config: object): Promise<void> {
  await page.getByRole('link', { name: 'Launch' }).click();
  await page.getByRole('radio', { name: 'JSON' }).click();
  await page.getByLabel('Config as JSON').fill(JSON.stringify(config));
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByRole('article', { name: /^Run / })).toContainText('Completed');
  await page.keyboard.press('Escape');
}

test('filters the list by its language, completes words, and points at a mistake', async ({ app }) => {
  const { page } = app;
  await train(page, { name: 'one', epochs: 2, data: { set: 'iris' } });
  await train(page, { name: 'two', epochs: 3, data: { set: 'iris' }, optimizer: { name: 'sgd' } });
  const rows = page.getByRole('grid', { name: 'Runs' }).getByRole('row');
  await expect(rows).toHaveCount(3);

  const filter = page.getByRole('combobox', { name: 'Filter runs' });
  await page.keyboard.press('/');
  await expect(filter).toBeFocused();
  await page.keyboard.type('optimizer.n');
  await expect(page.getByRole('option', { name: 'optimizer.name' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(filter).toHaveValue('optimizer.name ');
  await page.keyboard.type('= sgd and epochs > 2');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('two');

  await filter.fill('epochs > > 2');
  await expect(filter).toHaveAccessibleDescription(/Column 10: “>” does not fit here; expected/);
  await expect(rows).toHaveCount(2);

  await filter.fill('name = nobody');
  await expect(page.getByText('No run fits the filter')).toBeVisible();
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await expect(rows).toHaveCount(3);

  // What was filtered by before comes back at the arrow down in the empty field.
  await filter.fill('epochs = 3');
  await filter.press('Enter');
  await expect(rows).toHaveCount(2);
  await filter.fill('');
  await expect(rows).toHaveCount(3);
  await filter.press('ArrowDown');
  await expect(page.getByRole('listbox', { name: 'Filters used before' }).getByRole('option').first()).toHaveText('epochs = 3');
  await filter.press('Enter');
  await expect(filter).toHaveValue('epochs = 3');
  await expect(rows).toHaveCount(2);
});
