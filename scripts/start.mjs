import { join } from 'node:path';
import { buildIfStale } from './support/build.mjs';
import { run, useRecentNode } from './support/node.mjs';
import { root } from './support/root.mjs';

await useRecentNode();
const { runElectron } = await import('./support/electron.ts');
const { fetchElectron, installedElectron } = await import('./support/electron-binary.ts');

const web = process.argv.includes('--web');
const options = process.argv.slice(2).filter((option) => option !== '--web');

try {
  buildIfStale();
  process.exit(web ? await startWeb() : await startElectron());
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}

/** Electron where it can be had, else one line that says why not, and the web host. */
async function startElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return startWebBecause('there is no display');
  let executable = installedElectron();
  try {
    executable ??= await fetchElectron();
  } catch (error) {
    return startWebBecause(`its binary could not be fetched: ${messageOf(error)}`);
  }
  const { code, failure } = await runElectron(executable, options);
  return failure === null ? code : startWebBecause(failure);
}

/** @param {string} reason */
function startWebBecause(reason) {
  console.error(`Trainyard opens in the browser, because Electron cannot be used here (${reason}).`);
  return startWeb();
}

function startWeb() {
  return run(process.execPath, [join(root, 'bin', 'trainyard.mjs'), 'serve', ...options]);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
