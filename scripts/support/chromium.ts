import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { installedBrowsers } from '../../src/main/hosts/web/installed-browsers.ts';
import { root } from './root.mjs';

/** Path of a browser of the Chromium family: one that is installed, else the one that Playwright has downloaded. */
export function findChromium(): string | undefined {
  return installedBrowsers()[0] ?? downloaded();
}

function downloaded(): string | undefined {
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** The same, but gets one where there is none, saying how. Returns undefined where none can be had. */
export function obtainChromium(): string | undefined {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium is installed: asking Playwright to download its own …');
  const playwright = join(root, 'node_modules', 'playwright', 'cli.js');
  if (succeeds(process.execPath, [playwright, 'install', 'chromium']) && downloaded()) return downloaded();
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  console.log('Playwright has none for this machine: installing the package chromium …');
  succeeds('apt-get', ['update']);
  succeeds('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  return findChromium();
}

function succeeds(program: string, args: string[]): boolean {
  // How far it is goes to standard output; the traces on standard error would only hide what comes next.
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'ignore'], timeout: 10 * 60_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
}
