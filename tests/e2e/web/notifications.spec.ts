import type { Page } from 'playwright';
import type { Bridge } from '../../../src/contract/bridge.ts';
import { expect, test } from '../support/app.ts';

interface Told {
  told: { title: string; body: string }[];
}

/** The desktop's notifications are collected, and the person looks elsewhere. */
async function lookAway(page: Page, focused = false): Promise<void> {
  await page.evaluate((has) => {
    const told: Told['told'] = [];
    class Collected extends EventTarget {
      static readonly permission = 'granted';
      static requestPermission = () => Promise.resolve('granted');
      constructor(title: string, { body }: { body: string }) {
        super();
        told.push({ title, body });
        (window as unknown as { last: EventTarget }).last = this;
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Collected, told });
    document.hasFocus = () => has;
  }, focused);
  await page.getByRole('button', { name: /^Running jobs/ }).click();
  await page.getByRole('switch', { name: 'Tell the desktop when runs end' }).press('Space');
  await page.keyboard.press('Escape');
}

const train = (page: Page, names: string[]) => page.evaluate(async (all) => {
  for (const name of all) await (window as unknown as { trainyard: Bridge }).trainyard.call('runs.launch', { config: { name, data: { set: 'xor' }, epochs: 2 } });
}, names);
const told = (page: Page) => page.evaluate(() => (window as unknown as Told).told);

test('tells of a run that has ended while the person looks elsewhere, and opens it when clicked', async ({ app }) => {
  const { page } = app;
  await lookAway(page);
  await train(page, ['far away']);
  await expect.poll(() => told(page)).toEqual([{ title: 'far away completed', body: expect.stringMatching(/^2 epochs, val_accuracy/) as unknown }]);
  await page.evaluate(() => (window as unknown as { last: EventTarget }).last.dispatchEvent(new Event('click')));
  await expect(page.getByRole('article', { name: 'Run far away' })).toBeVisible();
});

test('runs that end together are told together', async ({ app }) => {
  await lookAway(app.page);
  await train(app.page, ['a', 'b', 'c']);
  await expect.poll(() => told(app.page)).toEqual([{ title: '3 runs have ended', body: '3 completed' }]);
});

test('says nothing while the person looks at the window', async ({ app }) => {
  const { page } = app;
  await lookAway(page, true);
  await train(page, ['seen']);
  await expect(page.getByRole('button', { name: 'Running jobs: Nothing training' })).toBeVisible();
  await page.waitForTimeout(2500);
  expect(await told(page)).toEqual([]);
});
