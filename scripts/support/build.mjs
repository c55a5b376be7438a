import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** What a build is made of. */
const sources = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
/** Written by the build, last of all. */
const built = join(root, 'out', 'renderer', 'index.html');

/** Builds where that has not been done since the sources changed. Says so on stderr; throws where it fails. */
export function buildIfStale() {
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map((name) => newest(join(root, name))))) return;
  console.error('Building Trainyard (once, and after changes) …');
  build();
}

export function build() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed.\n${stdout}${stderr}`);
}

/**
 * @param {string} path
 * @returns {number} milliseconds since 1970 of the newest of it and of all that it holds
 */
function newest(path) {
  const itself = statSync(path);
  let latest = itself.mtimeMs;
  // Every start looks at some five hundred files: names are put together without ado.
  for (const entry of itself.isDirectory() ? readdirSync(path, { withFileTypes: true }) : [])
    latest = Math.max(latest, entry.isDirectory() ? newest(`${path}/${entry.name}`) : statSync(`${path}/${entry.name}`).mtimeMs);
  return latest;
}
