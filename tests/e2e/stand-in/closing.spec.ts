import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { expect, test as base } from 'playwright/test';
import { root } from '../../../scripts/support/root.mjs';
import type { Bridge } from '../../../src/contract/bridge.ts';
import { launchStandIn, type StandInApp } from '../../support/electron-stand-in/launch.ts';

const test = base.extend<{ app: StandInApp }>({
  app: async ({ browser }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'trainyard-closing-'));
    await use(await open(browser, folder));
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  },
});

async function open(browser: Browser, folder: string): Promise<StandInApp> {
  const environment = { ...process.env, XDG_DATA_HOME: folder, LOCALAPPDATA: folder };
  return launchStandIn({
    main: join(root, 'out', 'main', 'electron.js'), args: ['--db', join(folder, 'trainyard.db'), `--user-data-dir=${folder}`],
    context: await browser.newContext(), environment,
  });
}

const train = (page: Page, epochs: number, name = 'endless') => page.evaluate(async (config) => {
  await (window as unknown as { trainyard: Bridge }).trainyard.call('runs.launch', { config });
}, { name, data: { set: 'xor' }, epochs, earlyStopping: null, snapshots: { budgetBytes: 100_000 } });
const setting = (page: Page) => page.evaluate(async () => {
  const reply = await (window as unknown as { trainyard: Bridge }).trainyard.call('settings.get', null);
  return reply.ok ? reply.value.whenClosing : null;
});
const boxes = (app: StandInApp) => app.seen.filter(({ kind }) => kind === 'messageBox');

test('closes without a question while nothing trains', async ({ app }) => {
  await app.close();
  expect(boxes(app)).toEqual([]);
});

test('asks while a run trains, and stops it where that is the answer', async ({ app }) => {
  await train(app.page, 1_000_000);
  await app.close();
  expect(boxes(app)).toEqual([expect.objectContaining({
    message: 'A run is training.', buttons: ['Keep training in the background', 'Stop runs and quit', 'Cancel'], checkboxLabel: 'Do the same from now on',
  })]);
});

test('stays open where the question is cancelled, and asks again the next time', async ({ app }) => {
  await train(app.page, 1_000_000);
  app.answerBoxes('Cancel');
  await app.closeWindow();
  await expect.poll(() => boxes(app).length).toBe(1);
  await expect(app.page.getByRole('button', { name: 'Running jobs: 1 running' })).toBeVisible();
  app.answerBoxes('Stop runs and quit');
  await app.close();
  expect(boxes(app)).toHaveLength(2);
});

test('keeps training behind a mark in the tray, which leads back', async ({ app }) => {
  await train(app.page, 1_000_000);
  app.answerBoxes('Keep training in the background', { check: true });
  await app.closeWindow();
  await expect.poll(() => app.seen.slice(-2).map(({ kind }) => kind)).toEqual(['windowShown', 'tray']);
  expect(app.seen.at(-2)).toEqual({ kind: 'windowShown', shown: false });
  await app.ask({ kind: 'clickTray', label: 'Open Trainyard' });
  await expect.poll(() => app.seen.at(-1)).toEqual({ kind: 'windowShown', shown: true });
  await expect(app.page.getByRole('button', { name: 'Running jobs: 1 running' })).toBeVisible();
  expect(await setting(app.page)).toBe('background');

  await app.closeWindow();
  await expect.poll(() => app.seen.at(-1)).toEqual({ kind: 'tray', shown: true });
  expect(boxes(app)).toHaveLength(1);
  await app.ask({ kind: 'clickTray', label: 'Stop runs and quit' });
  expect(await app.exited).toBe(0);
});

test('ends by itself in the background with its last run, and tells of it', async ({ app }) => {
  await train(app.page, 1_000_000);
  await expect(app.page.getByRole('button', { name: 'Running jobs: 1 running' })).toBeVisible();
  app.answerBoxes('Keep training in the background');
  await app.closeWindow();
  await app.page.evaluate(async () => {
    const { trainyard } = window as unknown as { trainyard: Bridge };
    const reply = await trainyard.call('queue.list', null);
    await trainyard.call('runs.launch', { config: { name: 'short', data: { set: 'xor' }, epochs: 2 } });
    if (reply.ok) await trainyard.call('runs.stop', { ids: reply.value.running.rows.map(({ id }) => id) });
  });
  expect(await app.exited).toBe(0);
  expect(app.seen.filter(({ kind }) => kind === 'notification')).toEqual([expect.objectContaining({ title: 'short completed' })]);
});

test('a notification that is clicked opens its run', async ({ app }) => {
  await app.ask({ kind: 'focusWindow', focused: false });
  await train(app.page, 2, 'far away');
  await expect.poll(() => app.seen.filter(({ kind }) => kind === 'notification').length).toBe(1);
  await app.ask({ kind: 'clickNotification' });
  await expect(app.page.getByRole('article', { name: 'Run far away' })).toBeVisible();
  await app.close();
});
