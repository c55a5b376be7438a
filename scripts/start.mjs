import { buildIfStale } from './support/build.mjs';
import { useRecentNode } from './support/node.mjs';

await useRecentNode();
const { runElectron } = await import('./support/electron.ts');
const { fetchElectron, installedElectron } = await import('./support/electron-binary.ts');

const web = process.argv.includes('--web');
const options = process.argv.slice(2).filter((option) => option !== '--web');

try {
  buildIfStale();
  await (web ? startWeb() : startElectron());
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
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
  if (failure !== null) return startWebBecause(failure);
  process.exitCode = code;
}

/** @param {string} reason */
function startWebBecause(reason) {
  console.error(`Trainyard opens in the browser, because Electron cannot be used here (${reason}).`);
  return startWeb();
}

/** The command `serve`, in this process. */
async function startWeb() {
  process.argv.splice(2, Infinity, 'serve', ...options);
  await import('../bin/trainyard.mjs');
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
