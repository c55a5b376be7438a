import { expect, test } from '../support/app.ts';

test('the window does not leave for another page', async ({ app }) => {
  const runs = app.page.getByRole('link', { name: 'Runs' });
  await expect(runs).toBeVisible();
  await app.page.evaluate(() => {
    Object.assign(window, { stillHere: true });
    location.href = 'https://example.org/';
  });
  await app.page.waitForTimeout(300);
  expect(await app.page.evaluate(() => 'stillHere' in window)).toBe(true);
  await expect(runs).toBeVisible();
});

test('the window opens no other one', async ({ app }) => {
  await app.page.evaluate(() => void window.open('https://example.org/'));
  await expect.poll(() => app.page.context().pages().length).toBe(1);
});

test('what cannot be cloned is refused on its way out', async ({ app }) => {
  const outcome = await app.page.evaluate(async () => {
    const { trainyard } = window as unknown as { trainyard: { call(method: string, input: unknown): Promise<{ ok: boolean }> } };
    try {
      return (await trainyard.call('runs.list', { limit: Symbol('a symbol') })).ok;
    } catch {
      return false;
    }
  });
  expect(outcome).toBe(false);
});
