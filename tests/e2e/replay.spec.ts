import type { Page } from 'playwright';
import { expect, test } from './support/app.ts';
import type { Bridge } from '../../src/contract/bridge.ts';
import { expectAccessible } from './support/axe.ts';
import { runRow } from './support/runs-list.ts';
import { trainRuns } from './support/trained-runs.ts';
import { openStore } from '../../src/main/store/open.ts';
import { createTables } from '../../src/main/workbench/tables.ts';
import { trainingRowsOf } from '../../src/main/workbench/training-rows.ts';
import { weightsFromBytes } from '../../src/main/training/weight-bytes.ts';

/** Counts by hand, in float64, with plain loops: what the window shows must not come from the same code. */
async function confusionAt(databasePath: string, epoch: number): Promise<string[]> {
  const store = await openStore(databasePath);
  try {
    const [run] = store.runs.list({ limit: 1 }).rows;
    const data = trainingRowsOf(store, createTables(store), run!.id);
    const x = new Float32Array(data.x.slice().buffer);
    const y = new Float32Array(data.y.slice().buffer);
    const weights = weightsFromBytes(store.snapshots.weights(run!.id, epoch)!);
    const counts = [[0, 0], [0, 0]];
    for (const row of new Uint32Array(data.validation.slice().buffer)) {
      let values = [...x.subarray(row * data.inputs, (row + 1) * data.inputs)];
      let at = 0;
      for (const units of [24, 24, 2]) {
        const below = values;
        const from = at;
        values = Array.from({ length: units }, (_, u) => below.reduce((sum, value, i) => sum + value * weights[from + i * units + u]!, weights[from + below.length * units + u]!));
        at += (below.length + 1) * units;
        if (units !== 2) values = values.map((value) => Math.max(0, value));
      }
      counts[y[row]!]![values[1]! > values[0]! ? 1 : 0]!++;
    }
    return counts.flat().map(String);
  } finally {
    store.close();
  }
}

/** Plays through all epochs and holds in every frame what panels in sight say against each other: the accuracy that was recorded while training, and the one of the predictions that the window has made. */
async function expectOneEpoch(page: Page): Promise<void> {
  // The curves come on their own.
  await expect(page.getByRole('region', { name: 'Curves' }).locator('dt', { hasText: /^validation accuracy$/ })).toBeVisible();
  await page.getByRole('slider', { name: 'Epoch' }).fill('0');
  await expect(page.getByRole('region', { name: 'Curves' }).locator('[data-epoch="0"]')).toBeVisible();
  const seen = page.evaluate(() => new Promise<{ epochs: number[]; torn: string[] }>((resolve) => {
    const valueIn = (panel: string, name: string) => [...document.querySelectorAll(`[aria-label="${panel}"] dl > div`)].find((one) => one.querySelector('dt')?.textContent === name)?.querySelector('dd')?.textContent;
    const epochs = new Set<number>();
    const torn: string[] = [];
    const look = () => {
      const shown = [...document.querySelectorAll<HTMLElement>('.panel:not(.late) [data-epoch]')].map((panel) => panel.dataset['epoch']);
      const [recorded, computed] = [valueIn('Curves', 'validation accuracy'), valueIn('Classes', 'Accuracy')];
      const epoch = Number(shown[0]);
      if (new Set(shown).size > 1 || (epoch > 0 && recorded !== computed)) torn.push(`panels at ${shown.join()}, accuracy ${recorded} and ${computed}`);
      epochs.add(epoch);
      if (epoch === 30) resolve({ epochs: [...epochs], torn });
      else requestAnimationFrame(look);
    };
    look();
  }));
  await page.getByRole('button', { name: 'Play' }).click();
  const { epochs, torn } = await seen;
  expect(torn).toEqual([]);
  expect(epochs).toEqual(expect.arrayContaining([0, 30]));
}

test('goes back to an epoch of a run by keys, shows what it confused, and forks from there', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Launch' }).click();
  await page.getByLabel('Epochs', { exact: true }).fill('30');
  await page.getByRole('switch', { name: 'Early stopping' }).press('Space');
  await page.getByLabel('Name', { exact: true }).fill('parent');
  await page.getByRole('button', { name: 'Start run' }).click();
  const parent = page.getByRole('article', { name: 'Run parent' });
  await expect(parent).toContainText('Completed');
  await parent.getByRole('button', { name: 'Replay' }).press('Enter');

  const epoch = page.getByRole('slider', { name: 'Epoch' });
  const classes = page.getByRole('region', { name: 'Classes' });
  await expect(classes.locator('[data-epoch="30"]')).toBeVisible();
  await epoch.press('Home');
  await epoch.press('ArrowRight');
  await epoch.press('ArrowRight');
  for (const name of ['Curves', 'Classes', 'Decision boundary', 'Rows']) await expect(page.getByRole('region', { name }).locator('[data-epoch="2"]')).toBeVisible();
  const cells = classes.getByRole('table', { name: 'Confusion matrix' }).getByRole('button');
  expect(await cells.allInnerTexts()).toEqual(await confusionAt(app.databasePath, 2));
  // Neither the cells nor the dots are stretched.
  expect(await page.getByRole('region', { name: 'Decision boundary' }).locator('canvas').evaluateAll((all) => (all as HTMLCanvasElement[]).map((one) => [one.width / one.height, one.clientWidth, one.clientHeight]))).toEqual([[1, 300, 300], [1, 300, 300]]);
  if (process.env['TRAINYARD_LOOK']) await page.screenshot({ path: `${process.env['TRAINYARD_LOOK']}-light.png` });
  await expectAccessible(page, 'a replay');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
  if (process.env['TRAINYARD_LOOK']) await page.screenshot({ path: `${process.env['TRAINYARD_LOOK']}-dark.png` });
  await expectAccessible(page, 'a replay in the dark');

  const layers = page.getByRole('region', { name: 'Layers' });
  await layers.scrollIntoViewIfNeeded();
  await expect(layers.locator('[data-epoch="2"]').getByRole('img', { name: /^Heat map/ })).toHaveCount(3);
  await cells.first().click();
  await expect(page.getByRole('region', { name: 'Rows' })).toContainText('that are B and called B');
  await page.getByRole('button', { name: 'Show all rows' }).click();
  await page.getByRole('table', { name: 'Rows at this epoch' }).getByRole('row').nth(1).getByRole('button').press('Enter');
  const biography = page.getByRole('region', { name: /^Row \d+ through all epochs$/ });
  await expect(biography).toContainText(/Called [BM] at first/);
  await expect(biography.getByRole('figure')).toHaveCount(2);
  await expectAccessible(page, 'the biography of a row');
  await biography.getByRole('button', { name: 'Close the biography' }).click();
  await expect(biography).toHaveCount(0);
  await page.getByRole('button', { name: 'Fork at epoch 2…' }).click();
  await expect(page.getByLabel('From epoch')).toHaveValue('2');
  await page.getByLabel('Learning rate').fill('0.0001');
  await page.getByRole('button', { name: 'Fork run' }).click();
  const fork = page.getByRole('article', { name: 'Run parent from 2' });
  await expect(fork).toContainText('Completed');
  const tree = fork.getByRole('tree', { name: 'Forks' });
  await expect(tree.getByRole('treeitem')).toHaveCount(2);

  await tree.getByRole('button', { name: 'parent' }).click();
  await parent.getByRole('button', { name: 'Delete run' }).click();
  await page.getByRole('link', { name: 'Trash' }).click();
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  await page.getByRole('button', { name: /^Remove 1 run/ }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await page.getByRole('link', { name: 'Runs' }).click();
  await runRow(page, 'parent').click();
  await expect(tree.getByRole('treeitem').first()).toContainText('deleted for good');
  await fork.getByRole('button', { name: 'Replay' }).press('Enter');
  await expect(classes.locator('[data-epoch="30"]')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(classes.locator('[data-epoch="29"]')).toBeVisible();
});

test('shows one run at two epochs, locked together or not, and another one beside it', async ({ app }) => {
  const { page } = app;
  const ids = await page.evaluate(async () => {
    const { trainyard } = window as unknown as { trainyard: Bridge };
    const launch = async (name: string, epochs: number) => {
      const reply = await trainyard.call('runs.launch', { config: { name, epochs, data: { set: 'wdbc' }, earlyStopping: null } });
      if (!reply.ok) throw new Error(reply.error.message);
      return reply.value.ids[0]!;
    };
    return [await launch('long', 24), await launch('short', 12)];
  });
  await expect(runRow(page, 'short')).toContainText('Completed');
  await runRow(page, 'long').click();
  await page.getByRole('article', { name: 'Run long' }).getByRole('button', { name: 'Replay' }).press('Enter');
  const shown = (left: number, right: number) => expect.poll(() => page.getByRole('region', { name: 'Curves' }).locator('[data-epoch]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['epoch']))).toEqual([String(left), String(right)]);

  await page.getByRole('button', { name: 'Beside…' }).click();
  await page.getByRole('button', { name: 'This run at another epoch' }).click();
  await expect(page.getByRole('region', { name: 'Curves' }).locator('[data-epoch]')).toHaveCount(2);
  const [left, right] = [page.getByRole('slider', { name: 'Epoch of left, long' }), page.getByRole('slider', { name: 'Epoch of right, long' })];
  await left.fill('10');
  await right.fill('4');
  await shown(10, 4);
  await expectAccessible(page, 'two epochs of a run');
  // In half of a small window every metric can still be told from the others.
  await page.setViewportSize({ width: 1024, height: 700 });
  const names = page.getByRole('region', { name: 'Curves' }).locator('dt');
  await expect(names.filter({ hasText: /^validation accuracy$/ })).toHaveCount(2);
  await expect.poll(() => names.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Lock the playheads together as they are' }).click();
  await page.getByRole('slider', { name: 'Epoch', exact: true }).press('ArrowRight');
  await shown(11, 5);
  await expect(page).toHaveURL(/apart=5/);
  await page.reload();
  await shown(11, 5);
  await page.getByRole('button', { name: 'Put both at the same epoch' }).click();
  await shown(11, 11);

  await page.getByRole('button', { name: 'Show the left alone' }).click();
  await page.getByRole('button', { name: 'Beside…' }).click();
  await page.getByLabel('Find a run').fill('sho');
  await page.getByRole('list', { name: 'Runs to put beside it' }).getByRole('button', { name: /^short/ }).click();
  await shown(11, 11);
  // The shorter one stays at its end.
  await page.keyboard.press('End');
  await shown(24, 12);
  await expect(page).toHaveURL(new RegExp(`with=${ids[1]}`));
});

test('never shows two epochs at once while it plays', async ({ app }) => {
  const { page } = app;
  await page.evaluate(async () => {
    const reply = await (window as unknown as { trainyard: Bridge }).trainyard.call('runs.launch', { config: { name: 'played', epochs: 30, data: { set: 'wdbc' }, earlyStopping: null } });
    if (!reply.ok) throw new Error(reply.error.message);
  });
  await expect(runRow(page, 'played')).toContainText('Completed');
  await runRow(page, 'played').click();
  await page.getByRole('article', { name: 'Run played' }).getByRole('button', { name: 'Replay' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Classes' }).locator('[data-epoch="30"]')).toBeVisible();
  await expectOneEpoch(page);
});

test('shows how a regression fits at an epoch', async ({ app }) => {
  const { page } = app;
  await trainRuns(page, [{
    name: 'fitted', epochs: 12, earlyStopping: null, optimizer: { name: 'adam', learningRate: 0.01 }, data: { set: 'wine', target: 'alcohol' },
    loss: 'meanSquaredError', network: [{ layer: 'dense', units: 8 }, { layer: 'relu' }, { layer: 'dense' }],
  }]);
  await runRow(page, 'fitted').click();
  await page.getByRole('article', { name: 'Run fitted' }).getByRole('button', { name: 'Replay' }).press('Enter');
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const valueIn = (name: string, metric: string) => panel(name).locator('dl > div', { has: page.locator('dt', { hasText: new RegExp(`^${metric}$`) }) }).locator('dd').first();
  const fit = panel('Fit');
  await expect(fit.locator('[data-epoch="12"]')).toBeVisible();
  await expect(fit.getByRole('img', { name: /^Predictions, upwards, against targets/ })).toBeVisible();
  await expect(fit.getByRole('img', { name: 'Histogram of predicted minus true' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Confusion matrix' })).toHaveCount(0);
  const atTheEnd = await valueIn('Fit', 'R²').innerText();

  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  for (const name of ['Curves', 'Fit', 'Predictions over two inputs', 'Rows']) await expect(panel(name).locator('[data-epoch="1"]')).toBeVisible();
  // What was recorded while it was trained, and what the window makes of the weights.
  for (const [recorded, computed] of [['r2', 'R²'], ['mae', 'Mean absolute error'], ['mse', 'Mean squared error']] as const)
    await expect(valueIn('Fit', computed)).toHaveText(await valueIn('Curves', `validation ${recorded}`).innerText());
  expect(await valueIn('Fit', 'R²').innerText()).not.toBe(atTheEnd);

  const rows = page.getByRole('table', { name: 'Rows at this epoch' });
  await expect(rows.getByRole('columnheader', { name: 'Squared error' })).toHaveAttribute('aria-sort', 'descending');
  const cells = await rows.getByRole('row').evaluateAll((all) => all.slice(1, 9).map((row) => [...row.querySelectorAll('[role=cell]')].map((cell) => Number(cell.textContent))));
  const errors = cells.map(([, actual, predicted, error]) => {
    // Each of the two is shown with four digits.
    expect(Math.abs(predicted! - actual!)).toBeCloseTo(Math.sqrt(error!), 1);
    return error!;
  });
  expect(errors).toHaveLength(8);
  expect(errors).toEqual(errors.toSorted((a, b) => b - a));
  await rows.getByRole('row').nth(1).getByRole('button').press('Enter');
  const biography = page.getByRole('region', { name: /^Row \d+ through all epochs$/ });
  for (const name of ['Prediction by epoch', 'Squared error by epoch']) await expect(biography.getByRole('img', { name: new RegExp(`^${name}`) })).toBeVisible();
  await expect(biography).not.toContainText('Called');
});
