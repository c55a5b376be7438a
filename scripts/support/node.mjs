import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const oldest = 22;

/**
 * Makes sure that the running Node can load the application: an older one runs the same script again with the Node that
 * the project has installed for itself, and ends as that one ends. Then this never returns.
 */
export async function useRecentNode() {
  if (Number(process.versions.node.split('.')[0]) >= oldest) return;
  const installed = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(installed)) {
    console.error(`Trainyard needs Node ${oldest} or newer; this is ${process.version}. Run: npm rebuild node`);
    process.exit(1);
  }
  process.exit(await run(installed, process.argv.slice(1)));
}

/**
 * Runs a program in this terminal and returns its exit code. It hears Ctrl-C itself, as everything in the terminal
 * does, and is waited for; what is sent to this process alone is passed on.
 */
export async function run(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
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
