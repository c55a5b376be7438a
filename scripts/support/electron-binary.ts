import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './root.mjs';

const folder = join(root, 'node_modules', 'electron');
/** A download that brings nothing for this long has failed. */
const stalledMs = 30_000;
const lookEveryMs = 500;

/** Path of Electron's executable, or null where its binary has not been fetched. */
export function installedElectron(): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/**
 * Fetches the binary with Electron's own installer, which checks it against its checksums; shows how far it is.
 * Throws an error whose message is the reason where it cannot be had.
 */
export async function fetchElectron(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const downloads = mkdtempSync(join(tmpdir(), 'trainyard-electron-'));
  // The installer downloads into the system's temporary folder: with one of its own, what has arrived can be seen.
  const environment = { ...process.env, TMPDIR: downloads, TEMP: downloads, TMP: downloads, NODE_USE_ENV_PROXY: '1' };
  const installer = spawn(process.execPath, [join(folder, 'install.js')], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  installer.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const watch = watchDownload(downloads, `Fetching Electron ${version}`, () => installer.kill());
  try {
    const [code] = (await once(installer, 'close')) as [number | null];
    if (watch.stalled) throw new Error(`nothing arrived for ${stalledMs / 1000} seconds`);
    if (code !== 0) throw new Error(reasonIn(complaint));
  } finally {
    watch.stop();
    rmSync(downloads, { recursive: true, force: true, maxRetries: 5 });
  }
  const executable = installedElectron();
  if (executable === null) throw new Error('its installer left no executable');
  return executable;
}

function watchDownload(downloads: string, what: string, giveUp: () => void) {
  let bytes = 0;
  let movedAt = Date.now();
  const state = { stalled: false, stop };
  const line = (text: string) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);
  if (!process.stderr.isTTY) console.error(`${what} …`);
  const timer = setInterval(() => {
    const now = bytesIn(downloads);
    if (now !== bytes) [bytes, movedAt] = [now, Date.now()];
    // A complete download leaves the folder and is unpacked, which has an end.
    line(bytes > 0 ? `${what}: ${(bytes / 1e6).toFixed(0)} MB` : `${what} …`);
    if (Date.now() - movedAt < stalledMs) return;
    state.stalled = true;
    giveUp();
  }, lookEveryMs);
  return state;

  function stop() {
    clearInterval(timer);
    line('');
  }
}

function bytesIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  return readdirSync(path).reduce<number>((sum, name) => sum + bytesIn(join(path, name)), 0);
}

/** The first line of what the installer says is the error's own; the rest is where in its code it happened. */
function reasonIn(complaint: string): string {
  const first = complaint.split('\n').find((line) => line.trim() !== '') ?? 'its installer failed without a word';
  return first.replace(/^(\w*Error): /, '').trim();
}
