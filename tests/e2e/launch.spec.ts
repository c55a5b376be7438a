import type { Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/app.ts';

const openLaunch = (page: Page) => page.getByRole('link', { name: 'Launch' }).click();
const summary = (page: Page) => page.getByRole('complementary', { name: 'This run' });
const drawing = (page: Page) => page.getByRole('img', { name: /^Drawing of the network/ });

test('a preset that fits the data fills in the form and the drawing, and can be taken back', async ({ app }) => {
  const { page } = app;
  await openLaunch(page);
  await expect(drawing(page)).toHaveAccessibleName(/Inputs 30; Dense 24, 744 parameters; ReLU 24/);
  await page.getByRole('button', { name: 'Presets' }).click();
  await expect(page.getByRole('button', { name: /^Linear regression/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^With dropout/ }).click();
  await expect(drawing(page)).toHaveAccessibleName(/Dense 128.*Dropout 128/);
  await expect(summary(page)).toContainText('30-128-64-2');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(summary(page)).toContainText('30-24-24-2');
});

test('presets of one’s own are saved, renamed and removed, and outlive the window', async ({ app }) => {
  const { page } = app;
  await openLaunch(page);
  await page.getByLabel('Batch size').fill('8');
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByLabel('Name for the present settings').fill('tiny <b>batches</b>');
  await page.getByRole('button', { name: 'Save as preset' }).click();
  await page.getByRole('button', { name: 'Rename preset tiny <b>batches</b>' }).click();
  await page.getByLabel('New name of the preset').fill('tiny batches');
  await page.getByLabel('New name of the preset').press('Enter');
  await expect(page.getByRole('button', { name: 'tiny batches', exact: true })).toBeVisible();
  await app.reopen();
  await openLaunch(app.page);
  await app.page.getByLabel('Batch size').fill('64');
  await app.page.getByRole('button', { name: 'Presets' }).click();
  await app.page.getByRole('button', { name: 'tiny batches', exact: true }).click();
  await expect(app.page.getByLabel('Batch size')).toHaveValue('8');
  await app.page.getByRole('button', { name: 'Presets' }).click();
  await app.page.getByRole('button', { name: 'Remove preset tiny batches' }).click();
  await expect(app.page.getByRole('button', { name: 'tiny batches', exact: true })).toHaveCount(0);
});

test('a field says what it means and takes, by pointer, keyboard and to screen readers', async ({ app }) => {
  const { page } = app;
  await openLaunch(page);
  const patience = page.getByLabel('Patience');
  await expect(patience).toHaveAccessibleDescription(/0 or more, default 20.*Epochs without improvement/);
  await page.getByLabel('Epochs', { exact: true }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByText('Rows per step').last()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.bubble')).toHaveCount(0);
  await page.getByLabel('Epochs', { exact: true }).fill('0');
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveAccessibleDescription(/at least 1/);
});

test('features are chosen from the columns of the table', async ({ app }) => {
  const { page } = app;
  await openLaunch(page);
  await page.getByRole('button', { name: /^Features/ }).click();
  const picker = page.getByRole('dialog', { name: 'Features' });
  await picker.getByLabel('Find a column').fill('_se');
  await picker.getByRole('button', { name: 'Remove' }).click();
  await expect(picker).toContainText('20 of 30 chosen');
  await page.keyboard.press('Escape');
  await expect(summary(page)).toContainText('20-24-24-2');
});

test('seeds are queued as replicates in one go, and what they cost is told by past runs', async ({ app }) => {
  const { page } = app;
  await openLaunch(page);
  await expect(summary(page)).toContainText('no runs yet to estimate from');
  await page.getByLabel('Epochs', { exact: true }).fill('60');
  await page.getByLabel('Name', { exact: true }).fill('luck');
  await page.getByRole('switch', { name: /Several seeds/ }).press('Space');
  await page.getByLabel('to', { exact: true }).fill('3');
  await summary(page).getByRole('button', { name: 'Queue 3 runs' }).click();
  await expect(page.getByText('Queued 3 runs.')).toBeVisible();
  for (const seed of [1, 2, 3]) await expect(page.getByText(`luck, seed ${seed}`).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Running jobs: Nothing training' })).toBeVisible();
  await openLaunch(page);
  await expect(summary(page)).toContainText(/at most ≈/);
  await expect(summary(page)).not.toContainText('no runs yet');
});

test('a copy of a run says what is changed, and the draft is still there after a restart', async ({ app }) => {
  const { page } = app;
  await openLaunch(page);
  await page.getByLabel('Epochs', { exact: true }).fill('3');
  await page.getByLabel('Name', { exact: true }).fill('original');
  await page.getByRole('button', { name: 'Start run' }).click();
  await page.getByRole('article', { name: 'Run original' }).getByRole('button', { name: 'Duplicate with changes' }).click();
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes).toContainText('Nothing is changed yet.');
  await page.getByLabel('Learning rate').fill('0.05');
  await expect(changes).toContainText(/optimizer\.learningRate\s*0\.001 → 0\.05/);
  await expect.poll(() => page.evaluate(async () => {
    const reply = await (window as unknown as { trainyard: Bridge }).trainyard.call('settings.get', null);
    return JSON.stringify(reply.ok && reply.value.layout['launch.draft']);
  }), 'the draft is kept').toContain('"learningRate":0.05');
  await app.reopen();
  await openLaunch(app.page);
  await expect(app.page.getByLabel('Learning rate')).toHaveValue('0.05');
  await expect(app.page.getByRole('region', { name: 'Changes' })).toContainText('original');
});

test('the JSON keeps its cursor while it is typed, and its mistakes name their place', async ({ app }) => {
  const { page } = app;
  await openLaunch(page);
  await page.getByRole('radio', { name: 'JSON' }).click();
  const json = page.getByLabel('Config as JSON');
  await json.evaluate((area: HTMLTextAreaElement) => {
    const at = area.value.indexOf('"epochs": 200') + '"epochs": 200'.length;
    area.focus();
    area.setSelectionRange(at, at);
  });
  await page.keyboard.type('0');
  await page.keyboard.type('5');
  await expect(json).toHaveValue(/"epochs": 20005,/);
  await page.keyboard.type('x');
  await expect(page.getByRole('alert')).toContainText(/line \d+/);
  await page.keyboard.press('Backspace');
  await page.getByRole('radio', { name: 'Form' }).click();
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('20005');
});

for (const theme of ['light', 'dark'] as const)
  test(`has no serious accessibility finding, ${theme}`, async ({ app }) => {
    await app.reopen({ theme });
    const { page } = app;
    await openLaunch(page);
    await expect(drawing(page)).toBeVisible();
    await page.getByRole('switch', { name: /Several seeds/ }).press('Space');
    await page.getByLabel('Epochs', { exact: true }).fill('0');
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expectAccessible(page, `launch, ${theme}`);
    await page.getByRole('button', { name: 'Presets' }).click();
    await expectAccessible(page, `presets, ${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Features/ }).click();
    await expectAccessible(page, `features, ${theme}`);
  });
