import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openWithDefault from 'open';
import { dataFolder } from '../data-folder.ts';
import { installedBrowsers } from './installed-browsers.ts';

export type OpenedBrowser =
  /** a window of its own, without tabs and address bar */
  | { kind: 'window'; exited: Promise<void>; close(): void }
  /** a tab of the default browser */
  | { kind: 'tab' }
  | { kind: 'none' };

/** Shows a local page: as an app window where a browser can do that, else in the default browser. */
export async function openBrowser(page: string): Promise<OpenedBrowser> {
  if (!hasDisplay()) return { kind: 'none' };
  for (const browser of installedBrowsers()) {
    const window = await openAppWindow(browser, page);
    if (window) return window;
  }
  try {
    await openWithDefault(page);
    return { kind: 'tab' };
  } catch {
    return { kind: 'none' };
  }
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Null where the browser does not start. */
async function openAppWindow(browser: string, page: string): Promise<OpenedBrowser | null> {
  const child = spawn(browser, appWindowArguments(page), { stdio: 'ignore' });
  try {
    await once(child, 'spawn');
  } catch {
    return null;
  }
  const exited = once(child, 'exit').then(() => undefined);
  return { kind: 'window', exited, close: () => endProcess(child) };
}

function appWindowArguments(page: string): string[] {
  const flags = [
    `--app=${pathToFileURL(page).href}`,
    // A profile of its own: the window is not mixed up with the person's tabs, extensions and history.
    `--user-data-dir=${join(dataFolder(), 'browser')}`,
    '--window-size=1440,900',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  // Chromium refuses to start as root with its sandbox.
  return process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags;
}

function endProcess(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null) child.kill();
}
