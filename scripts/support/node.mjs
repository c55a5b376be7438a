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
  process.exit(await run(installed, process.argv.slice(1)));
}

/**
 * Runs a program in this terminal and returns its exit code. It hears Ctrl-C itself, as everything in the terminal
 * does, and is waited for; what is sent to this process alone is passed on.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function run(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' });
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => child.kill(signal);
  const ignore = () => {};
  process.on('SIGINT', ignore).on('SIGTERM', passOn).on('SIGHUP', passOn);
  try {
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', passOn).off('SIGHUP', passOn);
  }
}
