import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import { changeStoredTable } from '../support/changed-table.ts';
import { expect, test } from './support/app.ts';
import { runRow } from './support/runs-list.ts';
import { trainRuns } from './support/trained-runs.ts';

const run = (page: Page, name: string | RegExp) => page.getByRole('article', { name });

async function train(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Launch' }).click();
  await page.getByLabel('Epochs', { exact: true }).fill('30');
  await page.getByRole('switch', { name: 'Early stopping' }).press('Space');
  await page.getByLabel('Name', { exact: true }).fill('parent');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(run(page, 'Run parent')).toContainText('Completed');
}

/** As if it had been trained with an earlier version of the arithmetic, and had gone another way from epoch 7 on. */
function recordOtherwise(databasePath: string): void {
  const file = new Sqlite(databasePath);
  try {
    file.exec(`UPDATE runs SET arithmetic = 'old' WHERE name = 'parent';
      UPDATE chain_links SET link = zeroblob(32) WHERE epoch = 7 AND run = (SELECT key FROM runs WHERE name = 'parent')`);
  } finally {
    file.close();
  }
}

/** What another window does, which this one hears of through events alone. */
async function change(page: Page, id: string, kind: 'trash' | 'restore'): Promise<void> {
  const reply = await page.evaluate(async (input) => (window as unknown as { trainyard: Bridge }).trainyard.call('runs.edit', { runs: [input.id], change: { kind: input.kind } }), { id, kind });
  expect(reply).toMatchObject({ ok: true });
}

test('verifies a run, extends it, forks it with a lower learning rate, and shows the family', async ({ app }) => {
  const { page } = app;
  await train(page);
  const parent = run(page, 'Run parent');
  await parent.getByRole('button', { name: 'Run again and verify' }).click();
  await expect(parent).toContainText('Identical through epoch 30');

  await parent.getByRole('button', { name: 'Extend…' }).click();
  await page.getByLabel('Up to epoch').fill('40');
  await page.getByRole('button', { name: 'Extend run' }).click();
  await expect(parent).toContainText('Not verified yet');

  await parent.getByRole('button', { name: 'Fork…' }).click();
  await page.getByLabel('From epoch').fill('99');
  await page.getByRole('button', { name: 'Fork run' }).click();
  await expect(page.getByLabel('From epoch')).toHaveAccessibleDescription(/0 to 40/);
  await page.getByLabel('From epoch').fill('10');
  await page.getByLabel('Learning rate').fill('0.0001');
  await page.getByRole('button', { name: 'Fork run' }).click();

  const fork = run(page, 'Run parent from 10');
  await expect(fork).toContainText('Completed');
  await expect(page.getByRole('grid', { name: 'Runs' }).getByRole('row', { name: /parent from 10/ })).toBeVisible();
  const tree = fork.getByRole('tree', { name: 'Forks' });
  await expect(tree.getByRole('treeitem')).toHaveCount(2);
  await expect(tree).toContainText('optimizer.learningRate 0.0001');
  if (process.env['TRAINYARD_LOOK']) {
    await fork.getByRole('button', { name: 'Fork…' }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${process.env['TRAINYARD_LOOK']}-light.png` });
    await page.emulateMedia({ colorScheme: 'dark' });
    await fork.getByRole('button', { name: 'Fork…' }).click();
    await page.screenshot({ path: `${process.env['TRAINYARD_LOOK']}-dark.png` });
    await page.keyboard.press('Escape');
  }
  await tree.getByRole('button', { name: 'parent' }).click();
  await expect(run(page, 'Run parent').getByRole('treeitem', { selected: true })).toContainText('parent');

  recordOtherwise(app.databasePath);
  await parent.getByRole('button', { name: 'Run again and verify' }).click();
  await expect(parent).toContainText('Differs from epoch 7 on');
  await expect(parent).toContainText('version old of the arithmetic');

  // Another window throws the parent away and brings it back: the tree of the fork that is open here follows.
  const parentId = /#\/runs\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  await parent.getByRole('tree', { name: 'Forks' }).getByRole('button', { name: 'parent from 10' }).click();
  await expect(fork).toBeVisible();
  const parentLine = tree.getByRole('treeitem').first();
  await change(page, parentId, 'trash');
  await expect(parentLine).toContainText('in the trash');
  await change(page, parentId, 'restore');
  await expect(parentLine).not.toContainText('in the trash');
});

test('says that data have changed where a run does not come out again', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Data' }).click();
  const table = ['width,height,kind', ...Array.from({ length: 40 }, (_, i) => `${(i * 5) % 13},${(i * 7) % 11},${i % 3 ? 'oak' : 'elm'}`)].join('\n');
  await page.locator('input[type=file]').setInputFiles({ name: 'leaves.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Data sets' }).getByRole('row', { name: /leaves/ })).toBeVisible();
  await trainRuns(page, [{ name: 'from leaves', data: { set: 'leaves' }, epochs: 8, earlyStopping: null }]);
  await page.getByRole('link', { name: 'Runs' }).click();
  await runRow(page, 'leaves').click();
  const trained = run(page, 'Run from leaves');
  await trained.getByRole('button', { name: 'Run again and verify' }).click();
  await expect(trained).toContainText('Identical through epoch 8');

  changeStoredTable(app.databasePath, 'leaves');
  await trained.getByRole('button', { name: 'Run again and verify' }).click();
  await expect(trained).toContainText('Differs from epoch 1 on');
  await expect(trained).toContainText('The data set "leaves" is no longer the one that it was trained on.');
});
