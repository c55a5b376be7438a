import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import { root } from '../../scripts/support/root.mjs';
import { expect, test, type App } from './support/app.ts';
import { runRow } from './support/runs-list.ts';

/** The README's pictures, of the real application after real work. `npm run screenshots` makes them anew. */
test('makes the pictures of the README', async ({ app }) => {
  test.setTimeout(240_000);
  await trainSome(app.page);
  for (const theme of ['light', 'dark'] as const) {
    await app.reopen({ theme });
    await picturesOf(app, theme);
  }
});

const wide = { network: [{ layer: 'dense', units: 64 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] };
const dropout = { network: [{ layer: 'dense', units: 24 }, { layer: 'relu' }, { layer: 'dropout', rate: 0.3 }, { layer: 'dense' }, { layer: 'softmax' }] };

interface Launch {
  config: object;
  tags?: string[];
  replicates?: { seeds: { to: number } };
}

const launches: Launch[] = [
  { config: { name: 'wide network', ...wide } },
  { config: { name: 'dropout', ...dropout } },
  { config: { name: 'rate too high', optimizer: { name: 'adam', learningRate: 0.1 } } },
  { config: { name: 'digits', data: { set: 'digits' }, epochs: 60 } },
  { config: { name: 'plain descent', epochs: 120, optimizer: { name: 'sgd', learningRate: 0.05 } }, tags: ['rates'], replicates: { seeds: { to: 5 } } },
  { config: { name: 'slow adam', epochs: 120, optimizer: { name: 'adam', learningRate: 0.0005 } }, tags: ['rates'], replicates: { seeds: { to: 5 } } },
  { config: { name: 'baseline' } },
];

async function trainSome(page: Page): Promise<void> {
  const ids = await page.evaluate(async (all) => {
    const given: string[] = [];
    for (const one of all) {
      const { trainyard } = window as unknown as { trainyard: Bridge };
      const reply = await trainyard.call('runs.launch', { ...one, config: JSON.parse(JSON.stringify(one.config)) as null });
      if (!reply.ok) throw new Error(reply.error.message);
      given.push(...reply.value.ids);
    }
    return given;
  }, launches);
  const left = () => page.evaluate(async (wanted) => {
    const { trainyard } = window as unknown as { trainyard: Bridge };
    const reply = await trainyard.call('runs.rows', { ids: wanted });
    return (reply.ok ? reply.value : []).filter(({ status }) => !['completed', 'diverged'].includes(status)).length;
  }, ids);
  await expect.poll(left, { timeout: 90_000 }).toBe(0);
}

async function picturesOf({ page }: App, theme: string): Promise<void> {
  const picture = async (name: string) => {
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(root, 'docs', 'images', `${name}-${theme}.png`) });
  };
  const go = (name: string) => page.getByRole('link', { name, exact: true }).click();

  await runRow(page, 'baseline').click();
  await expect(page.getByRole('article', { name: 'Run baseline' }).getByRole('row', { name: /^val_loss/ })).toBeVisible();
  await picture('run');

  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Filter' }).fill('tag:rates');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '10 runs' }).first()).toBeVisible();
  await runRow(page, 'plain').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('c');
  await expect(page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem')).toHaveCount(10);
  await page.waitForTimeout(1500);
  await picture('compare');

  await go('Runs');
  await page.getByRole('combobox', { name: 'Filter' }).fill('');
  await picture('list');

  await go('Launch');
  await page.getByRole('button', { name: 'Reset to defaults' }).click();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('radio', { name: 'Form' }).click();
  await expect(page.getByRole('complementary', { name: 'This run' })).toContainText('30-24-24-2');
  await picture('launch');

  await go('Data');
  await page.getByRole('grid', { name: 'Data sets' }).getByRole('row', { name: /wdbc/ }).click();
  await picture('data');

  await go('Runs');
  await runRow(page, 'baseline').click();
  await page.getByRole('article', { name: 'Run baseline' }).getByRole('button', { name: 'Try it' }).press('Enter');
  await expect(page.getByRole('complementary', { name: 'What the model says' })).toContainText('They add up');
  await picture('models');

  await go('Runs');
  await runRow(page, 'baseline').click();
  await page.getByRole('article', { name: 'Run baseline' }).getByRole('button', { name: 'Replay' }).press('Enter');
  const epoch = page.getByRole('slider', { name: 'Epoch' });
  await expect(page.getByRole('region', { name: 'Classes' }).locator('[data-epoch]').first()).toBeVisible();
  await epoch.press('Home');
  for (let i = 0; i < 12; i++) await epoch.press('ArrowRight');
  await picture('replay');
}
