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
  if (existsSync(built) && statSync(built).mtimeMs >= newest(sources.map((name) => join(root, name)))) return;
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
 * @param {string[]} paths
 * @returns {number} milliseconds since 1970 of the newest of them and of all that they hold
 */
function newest(paths) {
  return Math.max(...paths.map((path) => {
    const { mtimeMs } = statSync(path);
    if (!statSync(path).isDirectory()) return mtimeMs;
    return Math.max(mtimeMs, newest(readdirSync(path).map((name) => join(path, name))));
  }));
}
