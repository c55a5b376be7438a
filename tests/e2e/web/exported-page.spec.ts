import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'playwright/test';
import { writePage } from '../../../src/main/formats/portable/page.ts';
import { builtInTable, savedModel } from '../../support/saved-model.ts';
import { numbers, table, texts } from '../../support/tables.ts';

const hostile = '</script><img src=x onerror=alert(1)>\u2028"; //`${1}';

test('an exported page predicts from its form as the core does, and asks nothing of a network', async ({ page }, info) => {
  const { table: rows, target } = builtInTable('iris');
  const { model, predictions } = savedModel(rows, target);
  const file = info.outputPath('model.html');
  writeFileSync(file, writePage(model));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await expect(page.getByRole('heading', { name: model.name })).toBeVisible();
  for (const at of [0, 60, 140]) {
    for (const column of rows.columns) if (column.type === 'numeric' && column.name !== target) await page.getByLabel(column.name, { exact: true }).fill(String(column.values[at]));
    for (const [i, name] of model.features.target.classes.entries())
      await expect(page.locator('.class').filter({ hasText: name })).toContainText(`${(100 * predictions[3 * at + i]!).toFixed(1)}%`);
  }
  await page.getByLabel(rows.columns[0]!.name, { exact: true }).fill('');
  await expect(page.locator('.class')).toHaveCount(3);
  expect(asked).toEqual([pathToFileURL(file).href]);
});

test('hostile names of columns, classes and models are texts in an exported page', async ({ page }, info) => {
  const rows = table(
    numbers('__proto__', 1, 2, 3, 4, 5, 6, 7, 8),
    texts(hostile, 'red', hostile, 'red', 'red', hostile, 'red', 'red', hostile),
    texts('target', '<b>', hostile, '<b>', hostile, '<b>', hostile, '<b>', hostile),
  );
  const { model } = savedModel(rows, 'target');
  const file = info.outputPath('hostile.html');
  writeFileSync(file, writePage({ ...model, name: hostile }));
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => { troubles.push(dialog.message()); void dialog.dismiss(); });
  await page.goto(pathToFileURL(file).href);
  await expect(page.locator('.class')).toHaveCount(2);
  await page.getByLabel('__proto__').fill('3');
  await page.getByRole('combobox').selectOption(hostile);
  await expect(page.locator('.class')).toHaveCount(2);
  await expect(page.locator('img')).toHaveCount(0);
  expect(troubles).toEqual([]);
});
