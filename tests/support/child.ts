import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Runs a TypeScript file in a process of its own, which does not outlive the test. */
export function startChild(file: URL, args: string[]): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => { child.kill('SIGKILL'); });
  return child;
}

/** Resolves with what it printed; rejects where it failed, with what it said. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  let errors = '';
  child.stdout!.on('data', (text) => { output += text; });
  child.stderr!.on('data', (text) => { errors += text; });
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`The process ended with ${code ?? signal}: ${errors}`);
  return output;
}
