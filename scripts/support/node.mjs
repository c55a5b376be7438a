import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * Makes sure that the running Node can load the application (better-sqlite3 needs 22) and run TypeScript as it is
 * (22.18). An older one runs the same script again with the Node that the project has installed for itself, and ends
 * as that one ends: then this never returns.
 */
export async function useRecentNode() {
  if (process.features.typescript) return;
  const installed = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(installed)) {
    console.error(`Trainyard needs Node 22.18 or newer; this is ${process.version}. Run: npm rebuild node`);
    process.exit(1);
  }
  process.exit(await runInPlace(installed, process.argv.slice(1)));
}

/**
 * Runs a program in the place of this process: with its terminal, every signal that it gets, once, and its exit code.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function runInPlace(program, args) {
  // In a process group of its own, or a terminal would send Ctrl-C to both and the program would hear it twice.
  // Windows has no such groups, and no signals to pass on: there the terminal's Ctrl-C is the only one.
  const own = process.platform !== 'win32';
  const child = spawn(program, args, { stdio: 'inherit', detached: own });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => own && child.kill(signal));
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
