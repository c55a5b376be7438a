import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import { animatedPng } from '../../scripts/support/animated-png.ts';
import { root } from '../../scripts/support/root.mjs';
import { expect, test, type App } from './support/app.ts';
import { runRow } from './support/runs-list.ts';

/** The README's pictures, of the real application after real work. `npm run screenshots` makes them anew. */
test('makes the pictures of the README', async ({ app }) => {
  test.setTimeout(240_000);
  await trainAll(app.page, launches);
  for (const theme of ['light', 'dark'] as const) {
    await app.reopen({ theme });
    await picturesOf(app, theme);
  }
});

test('makes the animated picture of the time machine', async ({ app }) => {
  test.setTimeout(240_000);
  await trainAll(app.page, [{ config: { name: 'moons', data: { set: 'moons' }, epochs: 120, earlyStopping: null, ...wide } }]);
  for (const theme of ['light', 'dark'] as const) {
    await app.reopen({ theme });
    await app.page.setViewportSize({ width: 1160, height: 830 });
    writeFileSync(imagePath(`time-machine-${theme}`), await scrubbed(app.page));
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

const imagePath = (name: string) => join(root, 'docs', 'images', `${name}.png`);

async function trainAll(page: Page, wanted: readonly Launch[]): Promise<void> {
  const ids = await page.evaluate(async (all) => {
    const given: string[] = [];
    for (const one of all) {
      const { trainyard } = window as unknown as { trainyard: Bridge };
      const reply = await trainyard.call('runs.launch', { ...one, config: JSON.parse(JSON.stringify(one.config)) as null });
      if (!reply.ok) throw new Error(reply.error.message);
      given.push(...reply.value.ids);
    }
    return given;
  }, wanted);
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
    await page.screenshot({ path: imagePath(`${name}-${theme}`) });
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
}

/** The replay of the run, from the first epoch to the last, as an animation. */
async function scrubbed(page: Page): Promise<Uint8Array> {
  await runRow(page, 'moons').click();
  await page.getByRole('article', { name: 'Run moons' }).getByRole('button', { name: 'Replay' }).press('Enter');
  const slider = page.getByRole('slider', { name: 'Epoch' });
  const shown = page.getByRole('main').locator('[data-epoch]');
  await expect(shown.first()).toHaveAttribute('data-epoch', '120');
  await page.getByRole('region', { name: 'Classes' }).evaluate((panel) => panel.scrollIntoView());
  const frames: Uint8Array[] = [];
  for (const epoch of scrubbedEpochs) {
    await slider.fill(String(epoch));
    await expect(shown.first()).toHaveAttribute('data-epoch', String(epoch));
    await slider.blur();
    await page.waitForTimeout(frames.length === 0 ? 1500 : 150);
    frames.push(await page.screenshot({ scale: 'css' }));
  }
  return animatedPng(frames, scrubbedEpochs.map((_, at) => (at === 0 ? 900 : at === scrubbedEpochs.length - 1 ? 2000 : 220)));
}

/** Close together where most happens. */
const scrubbedEpochs = [0, 1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30, 36, 44, 53, 64, 80, 98, 120];
