import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../../scripts/support/root.mjs';
import { expect, test } from '../support/app.ts';

test('a window whose connection broke comes back by itself and shows what it missed', async ({ app }) => {
  const { page } = app;
  const gates: (() => void)[] = [];
  let open = true;
  await page.routeWebSocket('**/events', (socket) => {
    if (!open) return void socket.close();
    socket.connectToServer();
    gates.push(() => void socket.close());
  });
  // The first page may be left while it still connects.
  app.expectProblem(/WebSocket is closed before the connection is established/);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Runs' })).toBeVisible();

  open = false;
  for (const cut of gates) cut();
  await expect(page.getByText('The connection to Trainyard broke. Trying again.')).toBeVisible();
  const terminal = spawn(process.execPath, [join(root, 'bin', 'trainyard.mjs'), 'train', '--data', 'iris', '--name', 'missed', '--epochs', '2', '--db', app.databasePath], { stdio: 'ignore' });
  await once(terminal, 'exit');
  await expect(page.getByText('missed')).toHaveCount(0);

  open = true;
  await expect(page.getByText('Connected to Trainyard again.')).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(1)).toContainText('missed');
});

test('a browser that was not let in is told how to enter', async ({ app, browser }) => {
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  await page.goto(app.page.url());
  await expect(page.getByText(/open the link or the file that Trainyard named/).first()).toBeVisible();
  await stranger.close();
});
