import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './root.mjs';

/** An Electron that ends with an error as early as this has not got as far as a window. */
const earlyMs = 10_000;
/** The application's own refusal, which it has explained in a dialog: the web host would refuse as well. */
const refusedToStart = 70;

/**
 * Runs the application in Electron until it is closed. `failure` says why Electron itself could not start, for example
 * a library that the system lacks or a sandbox that it forbids, and is null otherwise.
 */
export async function runElectron(executable: string, options: string[]): Promise<{ code: number; failure: string | null }> {
  const startedAt = Date.now();
  // Chromium refuses to start as root with its sandbox.
  const flags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(executable, [...flags, root, ...options], { stdio: ['inherit', 'inherit', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    complaint = (complaint + text).slice(-4000);
  });
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    const failed = code !== 0 && code !== refusedToStart && Date.now() - startedAt < earlyMs;
    return { code: code ?? 1, failure: failed ? (lastLine(complaint) ?? `it ended with code ${code}`) : null };
  } catch (error) {
    return { code: 1, failure: (error as Error).message };
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
  }
}

/** Without Chromium's `[process:thread:time:LEVEL:file(line)]`. */
function lastLine(text: string): string | undefined {
  const line = text.trim().split('\n').at(-1)?.replace(/^\[[^\]]*\] ?/, '').trim();
  return line ? line.slice(0, 200) : undefined;
}
