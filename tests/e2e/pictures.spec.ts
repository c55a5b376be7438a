import { join } from 'node:path';
import type { Page } from 'playwright';
import { root } from '../../scripts/support/root.mjs';
import { expect, test, type App } from './support/app.ts';

/** The README's pictures, of the real application after real work. `npm run screenshots` makes them anew. */
test('makes the pictures of the README', async ({ app }) => {
  test.setTimeout(180_000);
  await trainSome(app.page);
  for (const theme of ['light', 'dark'] as const) {
    await app.reopen({ theme });
    await picturesOf(app, theme);
  }
});

const launches = [
  { name: 'wide network', change: { network: [{ layer: 'dense', units: 64 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] } },
  { name: 'plain gradient descent', change: { optimizer: { name: 'sgd', learningRate: 0.05 } } },
  { name: 'dropout', change: { network: [{ layer: 'dense', units: 24 }, { layer: 'relu' }, { layer: 'dropout', rate: 0.3 }, { layer: 'dense' }, { layer: 'softmax' }] } },
  { name: 'rate too high', change: { optimizer: { name: 'adam', learningRate: 0.1 } } },
  { name: 'digits', change: { data: { set: 'digits' }, epochs: 60 } },
  { name: 'baseline', change: {} },
];

async function trainSome(page: Page): Promise<void> {
  for (const { name, change } of launches) {
    await page.getByRole('link', { name: 'Launch' }).click();
    await page.getByRole('radio', { name: 'JSON' }).click();
    await page.getByLabel('Config as JSON').fill(JSON.stringify({ name, ...change }));
    await page.getByRole('button', { name: 'Start run' }).click();
    await expect(page.getByRole('article', { name: `Run ${name}` })).toContainText(/Completed|Diverged/, { timeout: 60_000 });
  }
}

async function picturesOf({ page }: App, theme: string): Promise<void> {
  const picture = (name: string) => page.screenshot({ path: join(root, 'docs', 'images', `${name}-${theme}.png`) });
  await page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(1).click();
  await expect(page.getByRole('article', { name: 'Run baseline' }).getByRole('row', { name: /^val_loss/ })).toBeVisible();
  await page.waitForTimeout(500);
  await picture('run');
  await page.getByRole('link', { name: 'Launch' }).click();
  await page.getByRole('button', { name: 'Reset to defaults' }).click();
  await page.getByRole('radio', { name: 'Form' }).click();
  await expect(page.getByRole('complementary', { name: 'This run' })).toContainText('30-24-24-2');
  await picture('launch');
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('grid', { name: 'Data sets' }).getByRole('row', { name: /wdbc/ }).click();
  await page.waitForTimeout(500);
  await picture('data');
}
