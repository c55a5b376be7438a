import type { Page } from 'playwright';
import { expect, test } from './support/app.ts';
import { runRow } from './support/runs-list.ts';
import { trainRuns } from './support/trained-runs.ts';

/** Resolves when the playhead has gone back by itself, from a later epoch to an earlier one. */
const comesBack = (page: Page) => page.evaluate(() => new Promise<void>((resolve) => {
  let before = 0;
  const look = () => {
    const now = Number(document.querySelector<HTMLInputElement>('.timeline input[type=range]')!.value);
    if (now < before) return resolve();
    before = now;
    requestAnimationFrame(look);
  };
  look();
}));

/** A timeline of epochs 0 to 4, of which 1 is the best and 4 the one that early stopping struck after. `shows`: what panels show. */
async function useByKeys(page: Page, shows: (epoch: number) => Promise<void>): Promise<void> {
  const epoch = page.getByRole('slider', { name: 'Epoch', exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const press = async (key: string, epochAfter: number) => {
    await page.keyboard.press(key);
    await expect(epoch).toHaveValue(String(epochAfter));
    await shows(epochAfter);
  };
  await epoch.focus();
  await press('Home', 0);
  await press('ArrowRight', 1);
  await press('ArrowRight', 2);
  await press('ArrowLeft', 1);
  await press('End', 4);

  // Along the timeline in the order of sight.
  await button('Play').focus();
  for (const [name, epochAfter] of [['First epoch', 0], ['Last epoch', 4], ['Best epoch, 1', 1], ['Where early stopping struck, 4', 4]] as const) {
    await page.keyboard.press('Tab');
    await expect(button(name)).toBeFocused();
    await press('Enter', epochAfter);
  }
  await page.keyboard.press('Tab');
  await expect(epoch).toBeFocused();

  const speed = page.getByRole('combobox', { name: 'Speed' });
  await speed.press('Enter');
  // The list takes keys when it has found its place and what is chosen has the focus.
  await expect(page.getByRole('option', { name: '10 epochs/s' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('option', { name: '5 epochs/s', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(speed).toHaveText('5 epochs/s');
  await button('Loop').press('Enter');
  await expect(button('Loop')).toHaveAttribute('aria-pressed', 'true');
  await epoch.press('Home');
  const looped = comesBack(page);
  await page.keyboard.press('Space');
  await looped;
  await expect(button('Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button('Play')).toBeVisible();

  await button('Loop').press('Enter');
  await expect(button('Loop')).toHaveAttribute('aria-pressed', 'false');
  await epoch.focus();
  await press('Home', 0);
  await page.keyboard.press('Space');
  await expect(epoch).toHaveValue('4');
  await expect(button('Play')).toBeVisible();
  await shows(4);
}

test('a timeline is used by keys alone, under a replay and under a comparison', async ({ app }) => {
  const { page } = app;
  await trainRuns(page, [{ name: 'struck', epochs: 40, data: { set: 'wdbc' }, earlyStopping: { monitor: 'val_loss', patience: 3, minDelta: 10 } }]);
  await runRow(page, 'struck').click();
  await page.getByRole('article', { name: 'Run struck' }).getByRole('button', { name: 'Replay' }).press('Enter');
  const classes = page.getByRole('region', { name: 'Classes', exact: true });
  await expect(classes.locator('[data-epoch="4"]')).toBeVisible();
  // Wherever nothing else takes them.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(classes.locator('[data-epoch="0"]')).toBeVisible();
  await useByKeys(page, (epoch) => expect(classes.locator(`[data-epoch="${epoch}"]`)).toBeVisible());

  await page.getByRole('link', { name: 'Compare' }).press('Enter');
  await page.getByRole('button', { name: 'Compare all runs' }).press('Enter');
  const values = page.getByRole('table', { name: 'Metrics at the epoch of the playhead' });
  await values.scrollIntoViewIfNeeded();
  await expect(values.locator('[data-epoch="4"]')).toHaveCount(1);
  await useByKeys(page, (epoch) => expect(values.locator(`[data-epoch="${epoch}"]`)).toHaveCount(1));
});
